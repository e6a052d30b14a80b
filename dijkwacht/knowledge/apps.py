from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "dijkwacht.knowledge"
    label = "knowledge"
    verbose_name = "Kennis"
