from django.apps import AppConfig


class AgreementConfig(AppConfig):
    name = "dijkwacht.agreement"
    label = "agreement"
    verbose_name = "Overeenkomst"
