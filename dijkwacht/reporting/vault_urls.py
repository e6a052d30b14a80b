"""The vault, below /meldingen/kluis/."""

from django.urls import path

from dijkwacht.reporting.views import vault, vault_steps

vault_urls = [
    path("meldingen/kluis/", vault.vault, name="vault"),
    path("meldingen/kluis/openen/", vault.unlock, name="unlock"),
    path("meldingen/kluis/sluiten/", vault.lock, name="lock"),
    path("meldingen/kluis/voortgang/<int:pk>/", vault.progress, name="rewrap"),
    path("meldingen/kluis/inrichten/", vault_steps.set_up, name="set_up"),
    path("meldingen/kluis/meedoen/", vault_steps.join, name="join"),
    path("meldingen/kluis/toelaten/<int:pk>/", vault_steps.let_in, name="let_in"),
    path("meldingen/kluis/weg/<int:pk>/", vault_steps.leave, name="leave_vault"),
    path("meldingen/kluis/vervangen/", vault_steps.rotate, name="rotate"),
    path("meldingen/kluis/wachtzin/", vault_steps.passphrase, name="passphrase"),
    path("meldingen/kluis/beveiligingssleutel/", vault_steps.security_key, name="security_key"),
    path("meldingen/kluis/noodsleutel/", vault_steps.recover, name="recover"),
    path("meldingen/kluis/noodsleutel/nieuw/", vault_steps.new_sheets, name="new_sheets"),
]
