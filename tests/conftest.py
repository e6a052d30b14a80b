"""Objects of Emmen in which every address finds something to show."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from dijkwacht.lib.access import acting
from dijkwacht.lib.files import clean_file
from dijkwacht.lib.ids import uuid7


@pytest.fixture
def things(
    reporter, intake_officer, director, second_assessor, privacy_officer, policy_adviser, functional_manager, assen,
    person, emmen,
):  # fmt: skip
    """One signal of Emmen that was reported, weighed, researched and forwarded, and what hangs on it."""
    from dijkwacht.agreement import actions as agreement
    from dijkwacht.agreement import queries as promises
    from dijkwacht.agreement.models import Declaration, Norm
    from dijkwacht.audit import actions as audit
    from dijkwacht.audit import queries as kept
    from dijkwacht.parties import actions as parties
    from dijkwacht.parties import queries as people
    from dijkwacht.signals import actions, permissions

    now = timezone.now()
    made = SimpleNamespace(colleague=person(emmen, "reporter", name="Een Collega"), officer=intake_officer)
    with acting(reporter):
        draft = actions.save_draft(uuid7(), typed={}, actor=reporter, now=now)
        actions.add_attachment(draft, name="notitie.txt", content=b"Fictief.\n", actor=reporter, now=now)
        told = actions.Report(
            title="Schuur met nieuwe sloten",
            object_kind="place",
            place="een schuur (fictief)",
            own_observation="Drie nieuwe sloten.",
        )
        receipt = actions.report_signal(told, actor=reporter, now=now, key=draft.pk)
    with acting(intake_officer):
        made.signal = permissions.visible_to(intake_officer).get(number=receipt.number)
        made.attachment = made.signal.attachments.get()
        actions.acknowledge_signal(made.signal, actor=intake_officer, now=now)
        actions.decide_signal(made.signal, outcome="continue", reason="eigen taak", actor=intake_officer, now=now)
        _weigh(made.signal, intake_officer, now)
    with acting(director):
        _weigh(made.signal, director, now)
    with acting(intake_officer):
        made.source_request = actions.request_source(
            made.signal, source="kadaster", legal_basis="awb-2-3", purpose="van wie", necessity="nodig",
            actor=intake_officer, now=now,
        )  # fmt: skip
    with acting(privacy_officer):
        actions.check_source(made.source_request, allowed=True, reason="goed", actor=privacy_officer, now=now)
    with acting(intake_officer):
        actions.record_hit(made.source_request, hit=True, actor=intake_officer, now=now)
        made.decision = actions.decide_signal(
            made.signal, outcome="elsewhere", reason="ander", actor=intake_officer, now=now
        )
        made.forwarding = actions.prepare_forwarding(
            made.signal, authority="gemeente", recipient_id=assen.pk, legal_basis="awb-2-3", subject="Schuur",
            place="een schuur", message="Drie nieuwe sloten.", stays_behind="", reporter_told=True,
            actor=intake_officer, now=now,
        )  # fmt: skip
        actions.send_forwarding(made.forwarding, actor=intake_officer, now=now)
        audit.schedule(
            made.signal,
            term_code="no_follow_up",
            duration="P1Y",
            event_on=timezone.localdate(now),
            actor=intake_officer,
            now=now,
            max_extensions=1,
        )
        made.retention = kept.retention_of(made.signal)
    made.key_holder, made.rewrap = _vault(intake_officer, now)
    made.sign, made.partner_link = _doors(director, intake_officer, now)
    with acting(policy_adviser):
        ambition = promises.edition_on(timezone.localdate(now)).ambitions.get(number="1.5")
        agreement.declare_status(
            ambition, party=emmen, status="met", statement="Vastgesteld.", declared_on=timezone.localdate(now),
            valid_until=timezone.localdate(now) + timedelta(days=300),
            document=clean_file("plan.txt", b"Fictief plan.\n"), actor=policy_adviser, now=now,
        )  # fmt: skip
        made.declaration = Declaration.objects.latest("pk")
        made.norm = Norm.objects.filter(ambition__number="2.1").first()
        made.report = agreement.make_report(emmen, as_of=timezone.localdate(now), actor=policy_adviser, now=now)
    with acting(functional_manager):
        live = people.live_memberships(functional_manager, today=timezone.localdate(now))
        keep = {each.pk: "keep" for each in live if each.user_id != functional_manager.user_id}
        made.review = parties.sign_review(decisions=keep, remark="", actor=functional_manager, now=now)
    return made


def _vault(officer, now):
    """The vault of the reports, with a replaced key."""
    from dijkwacht.reporting import actions
    from dijkwacht.reporting.tests.vault import keys_of, set_up

    set_up(officer, now=now)
    with acting(officer):
        keys = keys_of(officer)
        return keys.holder, actions.rotate_key(reason="jaarlijks", keys=keys, actor=officer, now=now)


def _doors(director, officer, now):
    """A poster, and a link for a partner."""
    from dijkwacht.reporting import actions

    with acting(director):
        sign = actions.make_signs(label="Voorjaar", places=["Dorpshuis"], actor=director, now=now)[0]
    with acting(officer):
        return sign, actions.make_partner_link(label="De Brink", uses=1, days=1, actor=officer, now=now).link


def _weigh(signal, actor, now):
    from dijkwacht.signals import actions

    actions.weigh_signal(
        signal, severity="high", concreteness="concrete", recency="month", fits_trend=True, outcome="research",
        reason="Concreet.", actor=actor, now=now,
    )  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One worker gets all browser journeys, so that one Dijkwacht is started; of the rest it gets whole files."""
    from xdist.scheduler import LoadScopeScheduling

    class OneBrowser(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.split("::", 1)[0]
            return "browser" if file.startswith("tests/browser/") else file

    return OneBrowser(config, log)
