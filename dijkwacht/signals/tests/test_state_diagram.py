from pathlib import Path

from django.conf import settings

from dijkwacht.signals.state_diagram import page


def test_the_page_in_the_docs_is_up_to_date():
    found = (Path(settings.ROOT) / "docs" / "signal-states.md").read_text(encoding="utf-8")
    assert found == page(), "run `signal_states` again: the rules changed"
