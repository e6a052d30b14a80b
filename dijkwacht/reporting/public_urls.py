"""The public site, below /melden/: no log-in, no cookie."""

from django.urls import URLPattern, path

from dijkwacht.reporting.views.public import entry, files, filling, later, mailbox

public_urls: list[URLPattern] = [
    path("melden/", entry.entry, name="entry"),
    path("melden/postvak/", mailbox.mailbox, name="mailbox"),
    path("melden/verder/", later.resume, name="resume"),
    path("melden/kaart/<int:zoom>/<int:column>/<int:row>.png", files.tile, name="tile"),
    path("melden/<slug:code>/", entry.start, name="start"),
    path("melden/<slug:code>/bescherming/", entry.protection, name="protection"),
    path("melden/<slug:code>/stijl.css", files.style, name="style"),
    path("melden/<slug:code>/formulier/<slug:way>/", filling.fill, name="fill"),
    path("melden/<path:rest>", entry.missing),
]
