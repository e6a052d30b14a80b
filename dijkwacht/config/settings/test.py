"""Tests: the real PostgreSQL, as the application role, with durability off."""

import os
import tempfile

from dijkwacht.lib.embedded_postgres import test_cluster

if "DATABASE_OWNER_URL" not in os.environ:
    _cluster = test_cluster()
    os.environ["DATABASE_URL"] = _cluster.app_url
    os.environ["DATABASE_OWNER_URL"] = _cluster.owner_url
# The owner may create the test database; conftest then puts every connection in the application role.
os.environ["DIJKWACHT_AS_OWNER"] = "1"

from .base import *  # noqa: F403
from .base import CACHES, database

DEMO_VAULT = {"passphrase": "zeven ganzen lopen over de dam", "receipt": "2468 0246 8024 6802 4680"}
DEBUG = False
DEMO_MODE = True  # the access test proves that production has no way to step in as somebody
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BASE_URL = "http://testserver"
CACHES = CACHES | {"moment": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
DATABASES = {"default": database(pool=False)}
DIJKWACHT_FILE_KEYS = [b"k" * 32]
DIJKWACHT_SEAL_KEY = b"s" * 32
DIJKWACHT_RECEIPT_SALT = b"r" * 16
DIJKWACHT_RECEIPT_MEMORY_MIB = 8
DIJKWACHT_SEAL_FILE = os.path.join(tempfile.gettempdir(), f"dijkwacht-seals-{os.getpid()}.jsonl")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Styles and scripts come straight from build/static: nothing was collected.
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
# A sum that a test can do, and no waiting.
DIJKWACHT_WORK = 50
DIJKWACHT_WAIT = 0
DIJKWACHT_MAILBOX_WAIT = 0
