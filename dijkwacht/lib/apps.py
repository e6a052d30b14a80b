from django.apps import AppConfig


class LibConfig(AppConfig):
    name = "dijkwacht.lib"
    label = "lib"
