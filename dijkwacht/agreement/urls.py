from django.urls import path, register_converter

from dijkwacht.agreement.views import ambitions, declarations, matrix, norms, reports


class NumberConverter:
    """The number of an ambition, such as 2.1 or 3.10."""

    regex = r"[0-9]{1,2}\.[0-9]{1,2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NumberConverter, "ambition")

app_name = "agreement"
urlpatterns = [
    path("", matrix.matrix, name="matrix"),
    path("versies/", norms.editions, name="editions"),
    path("normen/", norms.norms, name="norms"),
    path("normen/<int:pk>/", norms.norm, name="norm"),
    path("rapport/", reports.reports, name="reports"),
    path("rapport/<str:number>/", reports.report, name="report"),
    path("partij/<slug:code>/", ambitions.party, name="party"),
    path("verklaring/<int:pk>/document/", declarations.document, name="document"),
    path("verklaring/<int:pk>/intrekken/", declarations.withdraw, name="withdraw"),
    path("<ambition:number>/", ambitions.ambition, name="ambition"),
    path("<ambition:number>/<slug:code>/", ambitions.cell, name="cell"),
    path("<ambition:number>/<slug:code>/verklaren/", declarations.declare, name="declare"),
]
