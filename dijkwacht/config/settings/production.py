"""Everything from the environment; what is missing fails at start with its name."""

import base64

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import database, env

DEBUG = False
SECRET_KEY = env.str("DIJKWACHT_SECRET_KEY")
ALLOWED_HOSTS = env.list("DIJKWACHT_HOSTS")
BASE_URL = env.str("DIJKWACHT_BASE_URL")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATABASES = {"default": database()}

# The first key encrypts; older keys can still open what they closed.
DIJKWACHT_FILE_KEYS = [base64.b64decode(key) for key in env.list("DIJKWACHT_FILE_KEY")]
DIJKWACHT_SEAL_KEY = base64.b64decode(env.str("DIJKWACHT_SEAL_KEY"))
DIJKWACHT_RECEIPT_SALT = base64.b64decode(env.str("DIJKWACHT_RECEIPT_SALT"))  # no secret, but never changed
if len(DIJKWACHT_RECEIPT_SALT) != 16:
    raise ImproperlyConfigured("DIJKWACHT_RECEIPT_SALT must be 16 bytes in base64.")
DIJKWACHT_SEAL_FILE = env.str("DIJKWACHT_SEAL_FILE")

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = env.bool("DIJKWACHT_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("DIJKWACHT_PROXIES", 1)  # how many proxies stand before us, for the real address
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
EMAIL_CONFIG = env.email_url("DIJKWACHT_EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DIJKWACHT_FROM_EMAIL", "dijkwacht@localhost")
