"""Django's sessions in the database, looked up with one compiled query: every request asks it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from dijkwacht.lib.compiled import Compiled, slot

_SESSION = Compiled(lambda: Session.objects.filter(pk=slot("key"), expire_date__gt=slot("now")))


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _SESSION.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
