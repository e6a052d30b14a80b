"""What Dijkwacht does by itself with reports."""

from dijkwacht.reporting.tasks import desk, rewrapping, tidying

__all__ = ["desk", "rewrapping", "tidying"]
