"""What a party may change about its public point."""

from dijkwacht.reporting import look

LONGEST_TEXT = 600


class CannotOpenPoint(Exception):
    """The point cannot take reports yet; the text says what comes first."""


def check_can_open(ways: list[str]) -> None:
    """:raises CannotOpenPoint: if nobody could read what comes in"""
    if not ways:
        raise CannotOpenPoint("Richt eerst de kluis in. Zonder kluis kan niemand een melding lezen.")


def check_colours(main: str, band: str) -> None:
    """:raises look.CannotRead: if a colour has too little contrast"""
    look.check(main.removeprefix("#"), band.removeprefix("#"))
