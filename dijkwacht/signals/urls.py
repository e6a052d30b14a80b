from django.urls import path

from dijkwacht.signals.views import deciding, drafts, forwarding, handling, point, reporting, research, tidying

app_name = "signals"
urlpatterns = [
    # the reporter
    path("melden-intern/", reporting.report, name="report"),
    path("melden-intern/concept/", drafts.save, name="draft"),
    path("melden-intern/kenmerken/", drafts.indicators, name="indicators"),
    path("melden-intern/bijlage/", drafts.attachment, name="draft_attachment"),
    path("melden-intern/bijlage/<uuid:pk>/weg/", drafts.attachment_remove, name="draft_attachment_remove"),
    path("melden-intern/weggooien/", drafts.discard, name="draft_discard"),
    path("melden-intern/ontvangen/<str:number>/", reporting.receipt, name="receipt"),
    path("melden-intern/mijn-meldingen/", reporting.receipts, name="receipts"),
    path("melden-intern/meldpunt/", point.point, name="point"),
    # the handlers
    path("signalen/", handling.signals, name="list"),
    path("signalen/zoeken/", handling.search, name="search"),
    path("signalen/invoeren/", reporting.enter, name="enter"),
    path("signalen/binnengekomen/", forwarding.inbox, name="inbox"),
    path("signalen/binnengekomen/<str:number>/", forwarding.incoming, name="incoming"),
    path("signalen/bronnen/", research.source_checks, name="source_checks"),
    path("signalen/bronnen/<uuid:pk>/", research.source_check, name="source_check"),
    path("signalen/<str:number>/", handling.detail, name="detail"),
    path("signalen/<str:number>/ontvangst/", deciding.acknowledge, name="acknowledge"),
    path("signalen/<str:number>/besluit/", deciding.decide, name="decide"),
    path("signalen/<str:number>/besluit/<uuid:pk>/", deciding.answer, name="answer"),
    path("signalen/<str:number>/wegen/", deciding.weigh, name="weigh"),
    path("signalen/<str:number>/toewijzen/", deciding.assign, name="assign"),
    path("signalen/<str:number>/overdragen/", tidying.hand_over, name="hand_over"),
    path("signalen/<str:number>/betrokken/", deciding.recuse, name="recuse"),
    path("signalen/<str:number>/heropenen/", tidying.reopen, name="reopen"),
    path("signalen/<str:number>/samenvoegen/", tidying.merge, name="merge"),
    path("signalen/<str:number>/losmaken/", tidying.unmerge, name="unmerge"),
    path("signalen/<str:number>/splitsen/", tidying.split, name="split"),
    path("signalen/<str:number>/personen/", handling.persons, name="persons"),
    path("signalen/<str:number>/melder/", handling.reporter, name="reporter"),
    path("signalen/<str:number>/bijlage/<uuid:pk>/", handling.attachment, name="attachment"),
    path("signalen/<str:number>/bron/", research.request_source, name="request_source"),
    path("signalen/<str:number>/bron/<uuid:pk>/", research.source, name="source"),
    path("signalen/<str:number>/doorzenden/", forwarding.prepare, name="forward"),
    path("signalen/<str:number>/doorzenden/<str:forwarding>/", forwarding.forwarding, name="forwarding"),
    path("signalen/<str:number>/doorzenden/<str:forwarding>/versturen/", forwarding.send, name="send"),
    path("signalen/<str:number>/doorzenden/<str:forwarding>/bevestigd/", forwarding.confirm, name="confirm"),
    path("signalen/<str:number>/doorzenden/<str:forwarding>/herinneren/", forwarding.remind, name="remind"),
    path("signalen/<str:number>/doorzenden/<str:forwarding>/brief/", forwarding.letter, name="letter"),
]
