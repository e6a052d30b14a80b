"""Addresses under /logboek/."""

from django.urls import path

from dijkwacht.audit.views import integrity, log, retention

app_name = "audit"
urlpatterns = [
    path("", log.search, name="search"),
    path("dossier/<str:label>/<str:key>/", log.dossier, name="object"),
    path("persoon/<int:user_id>/", log.person, name="person"),
    path("opvallend/", log.unusual, name="unusual"),
    path("opvallend/drempels/", log.thresholds, name="thresholds"),
    path("uitvoeren/", log.export, name="export"),
    path("echtheid/", integrity.integrity, name="integrity"),
    path("echtheid/controleren/", integrity.check_now, name="check_now"),
    path("bewaren/", retention.to_destroy, name="to_destroy"),
    path("bewaren/vernietigd/", retention.tombstones, name="tombstones"),
    path("bewaren/<int:pk>/", retention.detail, name="retention"),
    path("bewaren/<int:pk>/<slug:name>/", retention.step, name="step"),
]
