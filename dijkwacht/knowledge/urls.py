from django.urls import path, register_converter

from dijkwacht.knowledge import views
from dijkwacht.knowledge.kinds import KindConverter

app_name = "knowledge"
register_converter(KindConverter, "kind")

urlpatterns = [
    path("", views.overview, name="overview"),
    path("uitgaven/", views.editions, name="editions"),
    path("verdeling/", views.routes, name="routes"),
    path("verdeling/uitvoer/", views.routes_export, name="routes_export"),
    path("<kind:kind>/", views.rows, name="rows"),
    path("<kind:kind>/toevoegen/", views.add, name="add"),
    path("<kind:kind>/uitvoer/", views.export, name="export"),
    path("fenomenen/<slug:code>/verdeling/", views.routing, name="routing"),
    path("<kind:kind>/<slug:code>/", views.row, name="row"),
    path("<kind:kind>/<slug:code>/wijzigen/", views.edit, name="edit"),
    path("<kind:kind>/<slug:code>/vervallen/", views.retire, name="retire"),
    path("<kind:kind>/<slug:code>/terughalen/", views.restore, name="restore"),
]
