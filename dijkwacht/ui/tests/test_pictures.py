import pytest

from dijkwacht.ui import gallery, pictures

PARTIES = [{"name": "Emmen", "share": 96}, {"name": "Meppel", "share": 74}, {"name": "Westerveld", "share": 60}]


def test_the_dike_is_told_in_words(draw):
    markup = draw("{% dike parties norm=85 %}", parties=PARTIES)
    assert "1 van 3 halen de norm" in markup
    assert "Laagste: Westerveld, 60 procent. Hoogste: Emmen, 96 procent." in markup


def test_the_table_of_the_dike_starts_with_the_lowest(draw, read):
    table = read(draw("{% dike parties norm=85 %}", parties=PARTIES).split("<tbody>")[1])
    assert table.index("Westerveld") < table.index("Meppel") < table.index("Emmen")


def test_a_dike_that_reaches_the_norm_reaches_the_water_line():
    (segment,) = pictures.dike_segments([{"name": "Assen", "share": 85}], norm=85)
    assert segment.top == pictures.water_level(85)
    assert segment.status == "met"


def test_a_party_without_numbers_is_unknown_not_low(draw, read):
    markup = draw("{% dike parties %}", parties=[{"name": "Assen", "share": None}])
    assert "onbekend" in read(markup)
    assert "Er zijn nog geen cijfers" in markup


def test_a_picture_never_writes_a_decimal_comma_as_a_coordinate(draw):
    parties = [{"name": name, "share": 33.3} for name in gallery.NAMES]
    for source in ("{% dike parties %}", "{% trend points label='x' norm=90 %}"):
        markup = draw(source, parties=parties, points=[("jan", 62.5), ("feb", 71.2)])
        assert not [place for place in markup.split('"') if place.replace(",", "").isdigit() and "," in place]


@pytest.mark.parametrize("name", gallery.NAMES)
def test_every_party_has_its_place_on_the_map(name):
    assert pictures.tile_slug(name) in pictures.TILE_NAMES


def test_a_tile_is_found_with_and_without_the_kind_in_front():
    assert pictures.tile_slug("Waterschap Hunze en Aa's") == pictures.tile_slug("Hunze en Aa's")
    assert pictures.tile_slug("Gemeente Emmen") == "emmen"


def test_a_tile_says_its_status_in_words(draw, read):
    tile = {"name": "Emmen", "status": "partly", "text": "20/27", "url": "/x/"}
    assert read(draw("{% tiles parties %}", parties=[tile])) == "Emmen : deels, 20/27"


def test_a_cell_says_its_party_ambition_and_status(draw):
    markup = draw('{% matrix_cell "not" label="Emmen, 2.3" url="/x/" %}')
    assert 'aria-label="Emmen, 2.3: niet gehaald"' in markup


def test_a_trend_is_told_in_words(draw):
    markup = draw('{% trend points label="Op tijd" unit="%" %}', points=[("jan", 62), ("nov", 95)])
    assert 'aria-label="Op tijd: jan 62%, nov 95%."' in markup


def test_a_trend_without_numbers_is_not_drawn(draw):
    assert draw('{% trend points label="Op tijd" %}', points=[]) == ""
