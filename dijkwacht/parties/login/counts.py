"""Attempts to log in and codes that were used, in the database: web processes count together."""

import json
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils.crypto import salted_hmac

_GET = "select value from parties_count where key = %s and (expires is null or expires > clock_timestamp())"
_SET = """
insert into parties_count (key, value, expires)
values (%s, %s, clock_timestamp() + make_interval(secs => %s::double precision))
on conflict (key) do update set value = excluded.value, expires = excluded.expires
"""
_ADD = f"{_SET} where parties_count.expires <= clock_timestamp()"
_TOUCH = """
update parties_count set expires = clock_timestamp() + make_interval(secs => %s::double precision)
where key = %s and (expires is null or expires > clock_timestamp())
"""


class SharedCounts(BaseCache):
    """
    A cache for django-allauth in a table of PostgreSQL.

    Not Django's own DatabaseCache: that pickles, so that whoever may write a row could run code here, and it throws
    counts away when somebody makes many. Keys are hashed with the secret key, for there are addresses in them. Each
    write is one statement; a second attempt at the same key waits for the first one's transaction, so none is missed.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        row = _row(_GET, self._hashed(key, version))
        return json.loads(row[0]) if row else default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        _run(_SET, self._hashed(key, version), json.dumps(value), self.seconds(timeout))

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(_run(_ADD, self._hashed(key, version), json.dumps(value), self.seconds(timeout)))

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(_run(_TOUCH, self.seconds(timeout), self._hashed(key, version)))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(_run("delete from parties_count where key = %s", self._hashed(key, version)))

    def clear(self) -> None:
        _run("delete from parties_count")

    def forget_expired(self) -> int:
        """This will remove what no longer counts, and return how much that was."""
        return _run("delete from parties_count where expires <= clock_timestamp()")

    def seconds(self, timeout: Any) -> float | None:
        """This will return how long a value lives, None for ever; 0 and less is over at once."""
        return self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout

    def _hashed(self, key: str, version: int | None) -> str:
        return salted_hmac("dijkwacht.counts", self.make_key(key, version), algorithm="sha256").hexdigest()


def _row(statement: str, *given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchone()


def _run(statement: str, *given: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.rowcount)
