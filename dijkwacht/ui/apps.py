from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "dijkwacht.ui"
    label = "ui"
