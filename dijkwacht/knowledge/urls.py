"""Addresses under /kennis/."""

from django.urls import path

from dijkwacht.knowledge import views

app_name = "knowledge"
urlpatterns = [
    path("", views.overview, name="overview"),
]
