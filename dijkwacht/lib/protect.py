"""A migration operation that puts the second lock on a table: row-level security."""

from typing import Any

from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_COMMANDS = {
    "select": "using ({before})",
    "insert": "with check ({after})",
    "update": "using ({before}) with check ({after})",
    "delete": "using ({before})",
}


class Protect(Operation):
    """
    Turn on row-level security for a table and say which rows the application role may touch.

    Each rule is an SQL condition; None means never, and takes the right itself away too. `write` stands for
    insert, update and delete together. `update` may be a pair: for the row before and the row after. Wrap
    context functions in a scalar subquery, `(select app_party())`, so that they run once per query and not
    once per row.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        table: str,
        *,
        read: str | None = None,
        write: str | None = None,
        insert: str | None = None,
        update: str | tuple[str, str] | None = None,
        delete: str | None = None,
    ) -> None:
        self.table = table
        self.rules: dict[str, str | tuple[str, str] | None] = {
            "select": read,
            "insert": insert or write,
            "update": update or write,
            "delete": delete or write,
        }

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        rules = {("read" if name == "select" else name): rule for name, rule in self.rules.items()}
        return self.__class__.__qualname__, [self.table], rules

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Policies are no part of the model state."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        role = settings.DATABASE_APP_ROLE
        schema_editor.execute(f"alter table {self.table} enable row level security")
        for command, rule in self.rules.items():
            name = f"{self.table}_{command}"
            schema_editor.execute(f"drop policy if exists {name} on {self.table}")
            if rule is None:
                schema_editor.execute(f"revoke {command} on {self.table} from {role}")
            else:
                before, after = (rule, rule) if isinstance(rule, str) else rule
                check = _COMMANDS[command].format(before=before, after=after)
                schema_editor.execute(f"grant {command} on {self.table} to {role}")
                schema_editor.execute(f"create policy {name} on {self.table} for {command} {check}")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for command in self.rules:
            schema_editor.execute(f"drop policy if exists {self.table}_{command} on {self.table}")

    def describe(self) -> str:
        return f"Row-level security on {self.table}"
