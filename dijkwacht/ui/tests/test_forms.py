import re

from django import forms

from dijkwacht.ui.forms import DateInput
from dijkwacht.ui.gallery import ExampleFilter, ExampleForm


class Weighing(forms.Form):
    reason = forms.CharField(label="Waarom?", help_text="Eén zin.")
    severity = forms.ChoiceField(label="Ernst", widget=forms.RadioSelect, choices=[("1", "laag"), ("2", "hoog")])
    note = forms.CharField(label="Notitie", required=False)
    on = forms.DateField(label="Datum", widget=DateInput)


def test_only_optional_fields_are_marked(draw, read):
    text = read(draw("{{ form }}", form=Weighing()))
    assert "Notitie (niet verplicht)" in text
    assert text.count("(niet verplicht)") == 1


def test_help_and_error_are_linked_to_the_field(draw):
    markup = draw("{{ form }}", form=Weighing({}))
    field = re.search(r'<input[^>]*name="reason"[^>]*>', markup).group()
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'id="id_reason_helptext"' in markup
    assert 'id="id_reason_error"' in markup


def test_choices_stand_in_a_fieldset_with_a_legend(draw):
    markup = draw("{{ form.severity.as_field_group }}", form=Weighing())
    assert "<fieldset" in markup
    assert "<legend" in markup
    assert markup.count('type="radio"') == 2


def test_every_error_links_to_a_field_that_exists(draw):
    markup = draw("{% error_summary form %}{{ form }}", form=ExampleForm({}))
    targets = re.findall(r'<li><a href="#([^"]+)"', markup)
    assert len(targets) == 5
    assert all(f'id="{target}"' in markup for target in targets)


def test_an_error_says_of_which_field_it_is(draw, read):
    assert "Datum: Dit veld is verplicht." in read(draw("{% error_summary form %}", form=Weighing({})))


def test_the_summary_stands_there_once(draw):
    form = Weighing({})
    assert draw("{% error_summary form %}{{ form }}", form=form).count("data-errors") == 1
    assert draw("{{ form }}", form=Weighing({})).count("data-errors") == 1


def test_a_refusal_of_a_rule_is_shown_on_top(draw, read):
    form = Weighing({"reason": "x", "severity": "1", "on": "2026-11-21"})
    form.add_error(None, "U deed de eerste beoordeling al.")
    assert "U deed de eerste beoordeling al." in read(draw("{% error_summary form %}", form=form))


def test_a_form_without_errors_has_no_summary(draw):
    assert draw("{% error_summary form %}", form=Weighing()) == ""


def test_the_browser_shows_no_bubbles_of_its_own(draw):
    assert " required" not in draw("{{ form }}", form=Weighing())


def test_a_date_is_the_native_picker_with_its_value_kept(draw):
    markup = draw("{{ form.on }}", form=Weighing({"on": "2026-11-21"}))
    assert 'type="date"' in markup
    assert 'value="2026-11-21"' in markup


def test_a_hint_stands_under_its_option(draw, read):
    assert "laag overlast, geen slachtoffers" in read(draw("{{ form.severity.as_field_group }}", form=ExampleForm()))


def test_filters_keep_their_choice_and_can_be_wiped(draw, read):
    markup = draw("{% filters form %}", form=ExampleFilter({"phase": "wegen"}), path="/signalen/?phase=wegen")
    assert '<option value="wegen" selected>' in markup
    assert '<a href="/signalen/">Wis filters</a>' in markup
    assert '<details class="fold" open>' in markup
    assert "niet verplicht" not in read(markup)


def test_filters_that_nobody_chose_are_folded(draw):
    assert '<details class="fold"><summary>' in draw("{% filters form %}", form=ExampleFilter({}), path="/signalen/")
