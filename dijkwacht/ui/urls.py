from django.urls import path

from dijkwacht.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.show_gallery, name="gallery"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
]
