from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "dijkwacht.signals"
    label = "signals"
    verbose_name = "Signalen"
