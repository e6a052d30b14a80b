"""The work of officers with reports, below /meldingen/."""

from django.urls import URLPattern

staff_urls: list[URLPattern] = []
