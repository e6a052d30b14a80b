"""The letter that lets somebody in."""

import logging
from smtplib import SMTPException

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from dijkwacht.parties.models import User

logger = logging.getLogger(__name__)


def password_link(person: User) -> str:
    """This will return a link with which this person sets a password, once and within PASSWORD_RESET_TIMEOUT."""
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    parts = {"uidb36": user_pk_to_url_str(person), "key": key}
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=parts)}"


def send(person: User, *, party_name: str) -> bool:
    """This will mail an invitation. False means that the mail server did not take it."""
    has_password = person.has_usable_password()
    link = f"{settings.BASE_URL}{reverse('account_login')}" if has_password else password_link(person)
    context = {
        "person": person,
        "party_name": party_name,
        "link": link,
        "has_password": has_password,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    text = render_to_string("parties/mail/invitation.txt", context)
    try:
        send_mail("U kunt inloggen bij Dijkwacht", text, None, [person.email])
    except (OSError, SMTPException):
        logger.exception("an invitation could not be sent")
        return False
    return True
