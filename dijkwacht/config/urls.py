"""All addresses. The access test walks every one of them as every role."""

from django.urls import include, path

from dijkwacht.config import home, wellknown

urlpatterns = [
    path("", home.home, name="home"),
    path(".well-known/security.txt", wellknown.security_txt, name="security_txt"),
    path("", include("dijkwacht.parties.urls")),
    path("inloggen/", include("dijkwacht.parties.login.urls")),
    path("stijlgids/", include("dijkwacht.ui.urls")),
    path("logboek/", include("dijkwacht.audit.urls")),
    path("kennis/", include("dijkwacht.knowledge.urls")),
    path("", include("dijkwacht.signals.urls")),
    path("", include("dijkwacht.reporting.urls")),
    path("overeenkomst/", include("dijkwacht.agreement.urls")),
]

handler400 = "dijkwacht.ui.views.bad_request"
