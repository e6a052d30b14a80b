from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "dijkwacht.reporting"
    label = "reporting"
    verbose_name = "Melden"
