import pytest
from django.core.paginator import Paginator

from dijkwacht.ui.statuses import STATUSES


@pytest.mark.parametrize("status", [name for name in STATUSES if name != "plain"])
def test_a_status_is_a_word_and_an_icon(draw, read, status):
    markup = draw("{% tag status %}", status=status)
    assert read(markup) == STATUSES[status].word
    assert f"#i-{STATUSES[status].icon}" in markup


@pytest.mark.parametrize("status", STATUSES.values())
def test_every_icon_is_in_the_sprite(draw, status):
    sprite = draw('{% include "ui/parts/icons.html" %}')
    assert status.icon is None or f'id="i-{status.icon}"' in sprite


def test_a_tag_can_say_something_else(draw, read):
    assert read(draw('{% tag "late" "1 werkdag te laat" %}')) == "1 werkdag te laat"


def test_what_is_late_is_marked_and_what_has_time_is_not(draw):
    assert "tag late" in draw("{% term -1 %}")
    assert "tag soon" in draw("{% term 0 %}")
    assert "tag" not in draw("{% term 3 %}")
    assert draw("{% term None %}") == ""


def test_text_of_users_is_escaped_everywhere(draw):
    bad = "<script>alert(1)</script>"
    for source in (
        "{% tag 'plain' bad %}",
        "{% item bad '#' sub=bad %}",
        "{% card bad %}x{% endcard %}",
        "{% fact bad bad %}",
        "{% heading bad lead=bad %}{% endheading %}",
        "{% say 'own' %}{{ bad }}{% endsay %}",
        "{% table bad %}{% endtable %}",
        "{% matrix_cell 'met' label=bad url='#' %}",
        "{% button bad %}",
    ):
        assert "<script>" not in draw(source, bad=bad)


def test_a_line_of_work_says_what_and_when(draw, read):
    line = read(draw('{% item "Tweede beoordeling" "/s/1" sub="S-7K3P-91" days=-1 %}'))
    assert line == "Tweede beoordeling S-7K3P-91 1 werkdag te laat"


def test_a_fact_that_is_not_there_says_so(draw, read):
    assert read(draw('{% fact "Voertuig" "" %}')) == "Voertuig niet ingevuld"
    assert read(draw('{% fact "Personen" 0 %}')) == "Personen 0"


def test_a_step_tells_a_listener_where_the_signal_is(draw, read):
    steps = [{"label": "Intake", "state": "done"}, {"label": "Wegen", "state": "now", "text": "1 van 2"}]
    markup = draw("{% steps steps %}", steps=steps)
    assert read(markup) == "Intake : gedaan Wegen : hier staat het nu 1 van 2"
    assert 'aria-current="step"' in markup


def test_a_card_is_named_by_its_heading(draw):
    markup = draw('{% card "Wacht op u" %}<p>Niets</p>{% endcard %}')
    assert 'aria-labelledby="kop-wacht-op-u"' in markup
    assert '<h2 id="kop-wacht-op-u">Wacht op u</h2>' in markup


def test_a_table_has_a_caption_and_can_be_scrolled_by_keyboard(draw):
    markup = draw('{% table "Doorzendingen" %}{% endtable %}')
    assert "<caption>Doorzendingen</caption>" in markup
    assert 'tabindex="0"' in markup


def test_pages_keep_the_filters(draw):
    page = Paginator(range(120), 50).page(1)
    markup = draw("{% pagination page %}", page=page, path="/?fase=wegen&page=1")
    assert "?fase=wegen&amp;page=2" in markup


def test_one_page_needs_no_page_numbers(draw, read):
    page = Paginator(range(7), 50).page(1)
    assert draw("{% pagination page %}", page=page) == ""
    assert read(draw('{% results page "signaal,signalen" %}', page=page)) == "7 signalen"


def test_a_number_links_to_the_list_that_it_counts(draw, read):
    markup = draw('{% figure_link 1234 "signalen" "/signalen/" %}')
    assert read(markup) == "1.234 signalen"
    assert 'href="/signalen/"' in markup


def test_a_button_that_changes_something_posts_with_a_token(draw):
    markup = draw('{% post_button "Bevestig" "/x/" ronde=6 %}', csrf_token="abc")
    assert 'method="post"' in markup
    assert 'name="csrfmiddlewaretoken" value="abc"' in markup
    assert 'name="ronde" value="6"' in markup
