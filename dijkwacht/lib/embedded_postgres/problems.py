class CannotStart(Exception):
    """The embedded database cannot start; the text tells an operator what to do."""
