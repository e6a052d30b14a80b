"""The work of officers with reports, below /meldingen/."""

from django.urls import URLPattern, path

from dijkwacht.reporting.views.desk import names, reports, summaries

ONE = "meldingen/melding/<str:number>/"

staff_urls: list[URLPattern] = [
    path("meldingen/", reports.desk, name="desk"),
    path("meldingen/signaal/<str:number>/", reports.of_signal, name="of_signal"),
    path("meldingen/namen/", names.names, name="names"),
    path("meldingen/namen/<int:pk>/", names.name_request, name="name_request"),
    path(ONE, reports.report, name="report"),
    path(f"{ONE}vraag/", reports.ask, name="ask"),
    path(f"{ONE}samenvatting/", summaries.summarise, name="summarise"),
    path(f"{ONE}afschermen/", summaries.mask, name="mask"),
    path(f"{ONE}afgeschermd/", summaries.masks, name="masks"),
    path(f"{ONE}naam/", names.name, name="name"),
    path(f"{ONE}afsluiten/", reports.close, name="close_report"),
    path(f"{ONE}bestand/<uuid:pk>/", reports.report_file, name="report_file"),
]
