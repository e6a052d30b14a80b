"""
The pages of allauth that Dijkwacht uses, under Dutch addresses. What is not named here does not exist.

No sign-up, no change of e-mail address, no login by code, no connecting of accounts.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path, re_path

from dijkwacht.parties.views import login

urlpatterns = [
    path("", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("gesloten/", account.account_inactive, name="account_inactive"),
    path("opnieuw/", account.reauthenticate, name="account_reauthenticate"),
    path("wachtwoord/", login.change_password, name="account_change_password"),
    path("wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    path("wachtwoord/klaar/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^wachtwoord/kiezen/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/", mfa.index, name="mfa_index"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("opnieuw/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("opnieuw/sleutel/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("app/", login.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("herstelcodes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sleutel/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("sleutels/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("sleutels/nieuw/", login.AddKey.as_view(), name="mfa_add_webauthn"),
    path("sleutels/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sleutels/<int:pk>/weg/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("via/<slug:provider_id>/", login.own_login, name="openid_connect_login"),
    path("via/<slug:provider_id>/terug/", login.own_callback, name="openid_connect_callback"),
]
