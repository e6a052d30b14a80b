"""The public point, for who looks after it, below /meldingen/punt/."""

from django.urls import URLPattern, path

from dijkwacht.reporting.views import point

point_urls: list[URLPattern] = [
    path("meldingen/punt/", point.point, name="point"),
    path("meldingen/punt/teksten/<slug:language>/", point.point_texts, name="point_texts"),
]
