from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "dijkwacht.audit"
    label = "audit"
    verbose_name = "Logboek"
