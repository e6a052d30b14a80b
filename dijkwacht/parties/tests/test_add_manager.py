from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dijkwacht.parties.models import Membership
from dijkwacht.parties.tests.conftest import PASSWORD, link_in


def run(**options):
    out = StringIO()
    given = {"party": "gm0114", "email": "eerste@emmen.example", "name": "Eva Eerste"} | options
    call_command("add_manager", stdout=out, **given)
    return out.getvalue()


def test_the_first_manager_sets_a_password_with_the_printed_link(owner, client, log_in, events):
    with owner():
        printed = run()
    form = client.get(link_in(printed), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    from dijkwacht.parties.models import User

    assert log_in(User.objects.get(email="eerste@emmen.example")).status_code == 302
    assert [each.details["role"] for each in events("role:granted")] == ["functional_manager", "reporter"]


def test_running_it_twice_changes_nothing(owner):
    with owner():
        run()
        run()
        assert Membership.objects.filter(user__email="eerste@emmen.example").count() == 2


def test_it_names_what_is_wrong(owner):
    with owner():
        with pytest.raises(CommandError, match="no party gm9999"):
            run(party="gm9999")
        with pytest.raises(CommandError, match="not an e-mail address"):
            run(email="geen adres")


def test_the_application_role_cannot_run_it(db):
    from django.db import Error

    with pytest.raises(Error, match="row-level security"):
        run()
