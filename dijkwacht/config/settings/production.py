"""Everything from the environment; what is missing fails at start with its name."""

from .base import *  # noqa: F403
from .base import database, env, key_bytes

DEBUG = False
SECRET_KEY = env.str("DIJKWACHT_SECRET_KEY")
ALLOWED_HOSTS = env.list("DIJKWACHT_HOSTS")
BASE_URL = env.str("DIJKWACHT_BASE_URL")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATABASES = {"default": database()}

# The first key encrypts; older keys can still open what they closed.
DIJKWACHT_FILE_KEYS = [key_bytes("DIJKWACHT_FILE_KEY", key) for key in env.list("DIJKWACHT_FILE_KEY")]
DIJKWACHT_SEAL_KEY = key_bytes("DIJKWACHT_SEAL_KEY", env.str("DIJKWACHT_SEAL_KEY"))
# No secret, but never changed.
DIJKWACHT_RECEIPT_SALT = key_bytes("DIJKWACHT_RECEIPT_SALT", env.str("DIJKWACHT_RECEIPT_SALT"), size=16)
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
