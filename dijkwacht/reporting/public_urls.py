"""The public site, below /melden/: no log-in, no cookie."""

from django.urls import URLPattern

public_urls: list[URLPattern] = []
