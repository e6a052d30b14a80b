from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "dijkwacht.demo"
    label = "demo"
    verbose_name = "Demo"
