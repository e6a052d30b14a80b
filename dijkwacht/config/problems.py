class CannotRun(Exception):
    """The command cannot do its work here; the text tells an operator what to do."""
