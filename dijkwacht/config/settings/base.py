"""What is the same everywhere. Nothing here opens a door: demo and test say openly where they differ."""

import base64
import os
from pathlib import Path
from typing import cast

import environ
from django.core.exceptions import ImproperlyConfigured

from dijkwacht import __version__
from dijkwacht.config import roles
from dijkwacht.config.settings import oidc

env = environ.Env()
ROOT = Path(__file__).resolve().parents[3]
VERSION = __version__

# The rooms read the one table of rights as settings.
PERMISSIONS = roles.PERMISSIONS
ROLES = roles.ROLES

DEMO_MODE = False
DEMO_VAULT: dict[str, str] = {}  # the passphrase and one receipt, published in the practice environment
SECURITY_CONTACT = env.str("DIJKWACHT_SECURITY_CONTACT", "mailto:security@dijkwacht.invalid")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "dijkwacht.parties",  # before allauth: its pages are drawn by our templates
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "dijkwacht.lib",
    "dijkwacht.ui",
    "dijkwacht.audit",
    "dijkwacht.knowledge",
    "dijkwacht.signals",
    "dijkwacht.reporting",
    "dijkwacht.agreement",
    "dijkwacht.demo",
    "dijkwacht.config",
]

MIDDLEWARE = [
    "dijkwacht.reporting.middleware.no_trace",  # first: what is not there cannot be written down
    "dijkwacht.reporting.middleware.own_domain",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "dijkwacht.config.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Around the transaction, for what allauth does and says after the commit.
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dijkwacht.parties.middleware.access",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "dijkwacht.config.urls"
WSGI_APPLICATION = "dijkwacht.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dijkwacht.config.menu.page_frame",
            ],
        },
    }
]
FORM_RENDERER = "dijkwacht.ui.forms.DijkwachtRenderer"

# Database: the application role for everything; the owner only where migrations run.
DATABASE_APP_ROLE = env.str("DATABASE_APP_ROLE", "dijkwacht_app")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database(*, pool: bool = True) -> dict[str, object]:
    """
    This will return Django's settings for the database named by DATABASE_URL.

    With DIJKWACHT_AS_OWNER=1 it logs in as the owner (DATABASE_OWNER_URL) under the same alias.

    :raises ImproperlyConfigured: if the variable is missing
    """
    as_owner = os.environ.get("DIJKWACHT_AS_OWNER") == "1"
    found = dict(env.db_url("DATABASE_OWNER_URL" if as_owner else "DATABASE_URL"))
    found["ENGINE"] = "django.db.backends.postgresql"
    found.setdefault("OPTIONS", {})
    options = cast(dict[str, object], found["OPTIONS"])
    # A statement that comes a third time on a connection is prepared: row-level security makes planning dear.
    options.update(server_side_binding=True, prepare_threshold=2)
    if pool and not as_owner:
        options["pool"] = {"min_size": 1, "max_size": env.int("DIJKWACHT_POOL", 16), "timeout": 20}
    return found


def key_bytes(name: str, text: str, *, size: int = 32) -> bytes:
    """
    This will return the bytes of a key that the environment gives in base64.

    :raises ImproperlyConfigured: naming the variable, if it holds something else; later would be too late
    """
    try:
        found = base64.b64decode(text, validate=True)
    except ValueError:
        found = b""
    if len(found) != size:
        raise ImproperlyConfigured(f"{name} must be {size} bytes in base64.")
    return found


# People and login
AUTH_USER_MODEL = "parties.User"
AUTHENTICATION_BACKENDS = ["dijkwacht.parties.login.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "dijkwacht.parties.login.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 86400  # also how long an invitation works
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"

# django-allauth: nobody signs up, answers never tell whether an address is known
ACCOUNT_ADAPTER = "dijkwacht.parties.login.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # a functional manager gives the address; the invitation proves it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "dijkwacht.parties.login.forms.Login",
    "change_password": "dijkwacht.parties.login.forms.ChangePassword",
    "reset_password": "dijkwacht.parties.login.forms.AskReset",
    "reset_password_from_key": "dijkwacht.parties.login.forms.SetPassword",
    "reauthenticate": "dijkwacht.parties.login.forms.PasswordAgain",
}
MFA_ADAPTER = "dijkwacht.parties.login.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Dijkwacht"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "dijkwacht.parties.login.forms.Code",
    "reauthenticate": "dijkwacht.parties.login.forms.CodeAgain",
    "activate_totp": "dijkwacht.parties.login.forms.FirstCode",
    "authenticate_webauthn": "dijkwacht.parties.login.forms.Key",
    "reauthenticate_webauthn": "dijkwacht.parties.login.forms.KeyAgain",
    "login_webauthn": "dijkwacht.parties.login.forms.KeyAlone",
    "add_webauthn": "dijkwacht.parties.login.forms.AddKey",
    "edit_webauthn": "dijkwacht.parties.login.forms.RenameKey",
}
# A link and not a form: the content policy lets forms go to ourselves only, and the state guards the way back.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_ADAPTER = "dijkwacht.parties.login.adapters.OwnLogin"
SOCIALACCOUNT_PROVIDERS = oidc.providers(env.str("DIJKWACHT_OIDC", ""))

# Counts of attempts to log in, and codes that were used: in the database, so that all web processes count together.
# "moment" is for what may be a minute old: the dikes on home pages.
CACHES = {
    "default": {"BACKEND": "dijkwacht.parties.login.counts.SharedCounts"},
    "moment": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "moment", "TIMEOUT": 60},
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("DIJKWACHT_PROXIES", 0)

# Where the guards of pages live, for rooms below the one that knows people (see lib.doors)
DOORS = {
    "needs": "dijkwacht.parties.permissions.needs",
    "fresh_login_required": "dijkwacht.parties.permissions.fresh_login_required",
}

# Language and time
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "collected"
STATICFILES_DIRS = [path for path in [ROOT / "build" / "static"] if path.exists()]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["dijkwacht.lib.uploads.KeepInMemory"]  # nothing unclean touches a disk
DIJKWACHT_CLAMAV = env.str("DIJKWACHT_CLAMAV", "")

# The public site: how hard the sum of a browser is, how many seconds one without script waits, addresses of
# parties ("meld.emmen.example=gm0114"), the neutral site that "Snel weg" opens, and where pieces of a map come from
# ("https://tiles.example/{z}/{x}/{y}.png"; empty means no map).
DIJKWACHT_WORK = env.int("DIJKWACHT_WORK", 60_000)
DIJKWACHT_WAIT = env.int("DIJKWACHT_WAIT", 20)
DIJKWACHT_MAILBOX_WAIT = env.int("DIJKWACHT_MAILBOX_WAIT", 4)
DIJKWACHT_REPORTING_HOSTS = env.dict("DIJKWACHT_REPORTING_HOSTS", default={})
DIJKWACHT_EXIT = env.str("DIJKWACHT_EXIT", "https://www.buienradar.nl/")
DIJKWACHT_TILES = env.str("DIJKWACHT_TILES", "")
DIJKWACHT_TILES_CREDIT = env.str("DIJKWACHT_TILES_CREDIT", "")  # who made the map, as its licence asks

# Receipts of reporters and passphrases of officers: how much memory one guess takes (Argon2id)
DIJKWACHT_RECEIPT_MEMORY_MIB = env.int("DIJKWACHT_RECEIPT_MEMORY_MIB", 256)

# Sessions: idle and absolute limits are kept by parties.middleware
SESSION_ENGINE = "dijkwacht.parties.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
IDLE_MINUTES = env.int("DIJKWACHT_IDLE_MINUTES", 30)
ABSOLUTE_HOURS = env.int("DIJKWACHT_ABSOLUTE_HOURS", 10)

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": ["'self'", "data:"],
        "font-src": _SELF,
        "connect-src": _SELF,
        "form-action": _SELF,
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": _SELF,
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

PROCRASTINATE_ON_APP_READY = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"untraced": {"()": "dijkwacht.reporting.middleware.Untraced"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["untraced"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
