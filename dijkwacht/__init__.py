"""Dijkwacht: the dikes equally high everywhere."""

__version__ = "0.1.0"
