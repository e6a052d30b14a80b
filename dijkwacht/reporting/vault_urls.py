"""The vault, below /meldingen/kluis/."""

from django.urls import URLPattern

vault_urls: list[URLPattern] = []
