"""The practice environment: fictional people, a page to step in as any of them, a banner on every page."""

import os
from pathlib import Path

from .base import *  # noqa: F403
from .base import database, env, key_bytes

DEMO_MODE = True
DEMO_VAULT = {"passphrase": "zeven ganzen lopen over de dam", "receipt": "2468 0246 8024 6802 4680"}
DIJKWACHT_RECEIPT_MEMORY_MIB = env.int("DIJKWACHT_RECEIPT_MEMORY_MIB", 16)  # nothing real lies in these vaults
DEBUG = False
SECRET_KEY = env.str("DIJKWACHT_SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
BASE_URL = env.str("DIJKWACHT_BASE_URL", "http://127.0.0.1:8000")
DATABASES = {"default": database()}
DIJKWACHT_FILE_KEYS = [key_bytes("DIJKWACHT_FILE_KEY", key) for key in env.list("DIJKWACHT_FILE_KEY")]
DIJKWACHT_SEAL_KEY = key_bytes("DIJKWACHT_SEAL_KEY", env.str("DIJKWACHT_SEAL_KEY"))
# No secret, but never changed.
DIJKWACHT_RECEIPT_SALT = key_bytes("DIJKWACHT_RECEIPT_SALT", env.str("DIJKWACHT_RECEIPT_SALT"), size=16)
DIJKWACHT_SEAL_FILE = env.str("DIJKWACHT_SEAL_FILE", str(Path(os.environ["DIJKWACHT_DATA"]) / "seals.jsonl"))
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = None  # type: ignore[assignment]  # nothing is collected: the finders serve the built files
WHITENOISE_USE_FINDERS = True
