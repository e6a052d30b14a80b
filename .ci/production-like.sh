# Settings like those of a real installation, with throw-away secrets, so that its checks can run anywhere.
random() { head -c "$1" /dev/urandom | base64 -w0; }
export DJANGO_SETTINGS_MODULE=dijkwacht.config.settings.production
export DATABASE_URL=postgresql:///nowhere
export DIJKWACHT_HOSTS=dijkwacht.example
export DIJKWACHT_BASE_URL=https://dijkwacht.example
export DIJKWACHT_SEAL_FILE=/dev/null
DIJKWACHT_SECRET_KEY=$(random 48)
DIJKWACHT_FILE_KEY=$(random 32)
DIJKWACHT_SEAL_KEY=$(random 32)
DIJKWACHT_RECEIPT_SALT=$(random 16)
export DIJKWACHT_RECEIPT_SALT
export DIJKWACHT_SECRET_KEY DIJKWACHT_FILE_KEY DIJKWACHT_SEAL_KEY
