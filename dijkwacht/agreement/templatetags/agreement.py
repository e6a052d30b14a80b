"""How a norm is told: {% load agreement %}."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django import template

from dijkwacht.agreement.checks import cadence, checklist, ratio
from dijkwacht.agreement.checks.result import Bar
from dijkwacht.lib import dutch

if TYPE_CHECKING:
    from dijkwacht.agreement.models import Norm

register = template.Library()


@register.filter
def norm_in_words(norm: "Norm") -> str:
    """A norm as one phrase: "ten minste 95%, deels vanaf 80%, binnen 5 dagen"."""
    bar = Bar.of(norm)
    if bar.target is None:
        return "een verklaring van de partij" if bar.kind == "declared" else "een document dat geldt"
    if bar.kind == "cadence":
        return cadence.norm_text(bar).removeprefix("norm: ")
    if bar.kind == "checklist":
        return checklist.norm_text(bar).removeprefix("norm: ")
    return _share(bar)


@register.filter
def norm_standing(norm: "Norm") -> str:
    return Bar.of(norm).standing


def _share(bar: Bar) -> str:
    text = ratio.norm_text(bar).removeprefix("norm: ")
    if bar.amber is not None:
        text += f", deels vanaf {ratio.percent(Decimal(bar.amber))}"
    return f"{text}, termijn {dutch.count(bar.days, 'dag', 'dagen')}" if bar.days else text
