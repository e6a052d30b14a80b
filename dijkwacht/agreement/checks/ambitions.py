"""
Which checks prove which ambition.

The one place where the promise meets the facts: each function reads the figures of one party and gives one
result. An ambition that is not here rests on a declaration only.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dijkwacht.agreement.checks.cadence import cadence
from dijkwacht.agreement.checks.checklist import checklist
from dijkwacht.agreement.checks.declared import declared
from dijkwacht.agreement.checks.ratio import Words, ratio
from dijkwacht.agreement.checks.result import Bar, Counted, Result, Status

if TYPE_CHECKING:
    from dijkwacht.agreement.models import Declaration
    from dijkwacht.signals.queries import Figures


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one party for one ambition on one day."""

    as_of: date
    figures: "Figures | None"
    declaration: "Declaration | None"
    exact: bool


Check = Callable[[Bar, "Figures", Facts], Result]


def reporting_point(bar: Bar, figures: "Figures", facts: Facts) -> Result:
    published = figures.point_published_on
    return checklist(
        bar,
        {
            "een open meldpunt": figures.point_active,
            "een beheerder": figures.point_has_owner,
            "een vervanger": figures.point_has_deputy,
            "de werkwijze op het intranet": published is not None and published <= facts.as_of,
            "vertrouwelijk kunnen melden": figures.point_confidential,
        },
    )


def announced(bar: Bar, figures: "Figures", facts: Facts) -> Result:
    return cadence(
        bar,
        one="bericht over het meldpunt",
        more="berichten over het meldpunt",
        times=figures.announcements,
        last_on=figures.last_announcement_on,
        as_of=facts.as_of,
    )


def receipt_in_time(bar: Bar, figures: "Figures", facts: Facts) -> Result:
    words = Words(
        "signaal", "signalen", f"binnen {bar.days} dagen bevestigd", "geen signalen om te bevestigen in 12 maanden"
    )
    return ratio(
        bar, words, figures.acknowledged_in_time, figures.acknowledgements_due, exact=facts.exact, counted=RECEIVED
    )


def elsewhere_handled(bar: Bar, figures: "Figures", facts: Facts) -> Result:
    words = Words(
        "signaal voor een ander gezag",
        "signalen voor een ander gezag",
        f"binnen {bar.days} dagen doorgezonden of met reden gesloten",
        "in 12 maanden geen signaal voor een ander gezag waarvan de termijn voorbij is",
    )
    return ratio(bar, words, figures.elsewhere_done, figures.elsewhere_due, exact=facts.exact, counted=ELSEWHERE)


def forwarding_complete(bar: Bar, figures: "Figures", facts: Facts) -> Result:
    words = Words(
        "doorzending",
        "doorzendingen",
        "met grondslag en bevestigde ontvangst",
        "in 12 maanden geen doorzending waarvan de termijn voorbij is",
    )
    return ratio(bar, words, figures.forwardings_complete, figures.forwardings, exact=facts.exact, counted=FORWARDED)


def assessed_in_time(bar: Bar, figures: "Figures", facts: Facts) -> Result:
    words = Words(
        "signaal", "signalen", f"binnen {bar.days} dagen door twee mensen gewogen", "geen signalen om te wegen"
    )
    return ratio(bar, words, figures.assessed_in_time, figures.assessed_due, exact=facts.exact, counted=RECEIVED)


def outcome_recorded(bar: Bar, figures: "Figures", facts: Facts) -> Result:
    words = Words(
        "beslissing", "beslissingen", "met uitkomst en eigenaar vastgelegd", "geen beslissingen in 12 maanden"
    )
    return ratio(bar, words, figures.decisions_complete, figures.decisions, exact=facts.exact, counted=DECIDED)


RECEIVED = (Counted("de signalen", "phase=all"),)
ELSEWHERE = (Counted("de doorgezonden signalen", "phase=forwarded"),)
FORWARDED = ELSEWHERE
DECIDED = RECEIVED

COMPUTED: Mapping[str, Mapping[str, Check]] = {
    "2.1": {"point": reporting_point, "announced": announced, "receipt_in_time": receipt_in_time},
    "2.2": {"elsewhere_handled": elsewhere_handled, "forwarding_complete": forwarding_complete},
    "2.3": {"assessed_in_time": assessed_in_time, "outcome_recorded": outcome_recorded},
}

# What part of a computed ambition still rests on a declaration, and whether it may be left out.
DECLARED_PART: Mapping[str, tuple[str, bool]] = {
    "2.1": ("known_to_staff", True),
    "2.3": ("meetings_held", False),
}
ALONE = Bar("declared", "Verklaring", "declared")


def run(number: str, bars: Mapping[str, Bar], facts: Facts) -> list[Result]:
    """This will run all checks of one ambition for one party."""
    checks = COMPUTED.get(number)
    if checks is None:
        return [declared(ALONE, facts.declaration, as_of=facts.as_of)]
    results = [_result(check, bars[code], facts) for code, check in checks.items() if code in bars]
    return results + _declared_part(number, bars, facts)


def _result(check: Check, bar: Bar, facts: Facts) -> Result:
    if facts.figures is None or is_silent(facts.figures):
        return Result(bar, Status.UNKNOWN, "nog geen gegevens in Dijkwacht")
    return check(bar, facts.figures, facts)


def _declared_part(number: str, bars: Mapping[str, Bar], facts: Facts) -> list[Result]:
    code, is_optional = DECLARED_PART.get(number, ("", True))
    if code not in bars:
        return []
    return [declared(bars[code], facts.declaration, as_of=facts.as_of, is_optional=is_optional)]


def is_silent(figures: "Figures") -> bool:
    """This will tell whether a party does not work with Dijkwacht yet: no point, no signal, nothing."""
    has_point = figures.point_active or figures.point_has_owner or figures.point_published_on is not None
    return not (has_point or figures.received or figures.announcements)
