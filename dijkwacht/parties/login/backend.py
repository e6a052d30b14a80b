"""Who a session belongs to, looked up with one compiled query: every request asks it."""

from allauth.account.auth_backends import AuthenticationBackend

from dijkwacht.lib.compiled import Compiled, slot
from dijkwacht.parties.models import User

_PERSON = Compiled(lambda: User.objects.filter(pk=slot("pk"), is_active=True))


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Logs in as allauth does."""

    def get_user(self, user_id: int) -> User | None:
        return _PERSON.first(pk=user_id)
