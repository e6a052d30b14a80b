import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_the_terminal_shows_one_person_of_each_role(intake_officer, director, person, emmen, assen, capsys):
    person(emmen, "director", name="Nog Iemand")
    elsewhere = person(assen, "intake_officer", name="Van Elders")
    call_command("demo_people")
    told = capsys.readouterr().out
    assert intake_officer.name in told
    assert told.count("Regisseur ondermijning") == 1
    assert elsewhere.name not in told
    assert "All 4 of them stand on the page /demo/" in told
