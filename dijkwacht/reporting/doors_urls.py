"""The other doors: signs, partners, the telephone, tips and the police. Before the public ones, which match more."""

from django.urls import URLPattern, path

from dijkwacht.reporting.views.doors import entering, partners, signs, telephone, tips

doors_urls: list[URLPattern] = [
    path("melden/b/<slug:code>/", signs.by_sign, name="by_sign"),
    path("melden/p/<slug:token>/", partners.hand_in, name="hand_in"),
    path("meldingen/borden/", signs.signs, name="signs"),
    path("meldingen/borden/<slug:code>/<slug:paper>.pdf", signs.sign_pdf, name="sign_pdf"),
    path("meldingen/borden/<slug:code>/weg/", signs.remove_sign, name="remove_sign"),
    path("meldingen/partners/", partners.partners, name="partners"),
    path("meldingen/partners/<int:pk>/intrekken/", partners.withdraw_link, name="withdraw_link"),
    path("meldingen/telefoon/", telephone.desk, name="telephone"),
    path("meldingen/politie/", entering.police, name="police"),
    path("meldingen/tips/", tips.bring_in, name="tips"),
    path("meldingen/tips/nieuw/", entering.tip, name="tip"),
]
