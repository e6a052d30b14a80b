"""All addresses of reporting: what anybody may open, and what officers may."""

from dijkwacht.reporting.doors_urls import doors_urls
from dijkwacht.reporting.point_urls import point_urls
from dijkwacht.reporting.public_urls import public_urls
from dijkwacht.reporting.staff_urls import staff_urls
from dijkwacht.reporting.vault_urls import vault_urls

app_name = "reporting"
urlpatterns = [*doors_urls, *public_urls, *vault_urls, *point_urls, *staff_urls]
