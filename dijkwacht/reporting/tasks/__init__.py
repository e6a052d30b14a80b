"""What Dijkwacht does by itself with reports."""

from dijkwacht.reporting.tasks import rewrapping, tidying

__all__ = ["rewrapping", "tidying"]
