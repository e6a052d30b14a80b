import json

import pytest
from django.core.management import call_command

from dijkwacht.audit import tasks
from dijkwacht.audit.models import Seal
from dijkwacht.lib.access import acting

pytestmark = pytest.mark.django_db


def test_it_says_that_all_is_right(happen, seal, capsys):
    happen(2)
    seal()

    call_command("verify_audit")

    assert "Everything is as it was written" in capsys.readouterr().out


def test_it_names_what_is_wrong_and_fails(happen, seal, seal_file, capsys):
    happen(2)
    seal()
    seal_file.unlink()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", "--json")

    told = json.loads(capsys.readouterr().out)
    assert (ended.value.code, told["problem"]["what"]) == (1, "file-missing")
    assert told["sentence"] == "Het bestand met zegels is er niet."


def test_it_can_write_what_the_file_lacks(happen, seal, seal_file, capsys):
    happen(2)
    seal()
    seal_file.unlink()

    call_command("verify_audit", "--write-missing")

    assert len(seal_file.read_text().splitlines()) == 1


def test_the_job_of_every_minute_seals(happen, itself, now, django_capture_on_commit_callbacks):
    happen(2)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.seal(int(now.timestamp()))

    with acting(itself):
        assert Seal.objects.get().size == 2


def test_the_job_of_every_night_checks(happen, seal, itself, now):
    happen(2)
    seal()

    tasks.check_log(int(now.timestamp()))
    tasks.partitions(int(now.timestamp()))

    with acting(itself):
        from dijkwacht.audit.queries import last_check

        assert last_check().problem == ""
        assert last_check().rows == 2
