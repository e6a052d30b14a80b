from django.urls import path

from dijkwacht.parties.demo_mode import is_demo
from dijkwacht.parties.views import demo, login, people, review, roles

app_name = "parties"
urlpatterns = [
    path("inloggen/extra-beveiliging/", login.second_factor, name="second_factor"),
    path("inloggen/apparaten/", login.devices, name="devices"),
    path("werken-als/", roles.work_as, name="work_as"),
    path("rollen/", roles.roles, name="roles"),
    path("rollen/waarom/", roles.why, name="why"),
    path("mensen/", people.people, name="people"),
    path("mensen/nieuw/", people.add_person, name="add_person"),
    path("mensen/controle/", review.reviews, name="reviews"),
    path("mensen/controle/nieuw/", review.review, name="review"),
    path("mensen/controle/<int:pk>/", review.review_detail, name="review_detail"),
    path("mensen/<int:pk>/", people.person, name="person"),
    path("mensen/<int:pk>/rol-geven/", people.give_role, name="give_role"),
    path("mensen/<int:pk>/uitnodigen/", people.invite, name="invite"),
    path("mensen/<int:pk>/uitschrijven/", people.leave, name="leave"),
    path("mensen/<int:pk>/beveiliging-weg/", people.forget_second_factor, name="forget_second_factor"),
    path("mensen/rol/<int:pk>/beeindigen/", people.end_role, name="end_role"),
]
if is_demo():
    urlpatterns += [path("demo/", demo.demo, name="demo")]
