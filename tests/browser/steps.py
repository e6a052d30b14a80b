"""What people do to a signal, as they do it in the browser."""

import re
import secrets

NUMBER = re.compile(r"S-[0-9A-Z]{4,}-?[0-9A-Z]*")


def new_word():
    """A word that stands in no other signal."""
    return f"Kuil{secrets.token_hex(4)}"


def write_report(reporter, *, title, seen, **more):
    reporter.opens("/melden-intern/")
    if reporter.sees("U was bezig met een melding"):
        reporter.press("Weggooien")
    reporter.choose(object_kind="address")
    reporter.fill(place="Schuur achter Kanaalweg 12", locality="Nieuw-Verzonnen", title=title, own_observation=seen)
    reporter.fill(**more)


def send_report(reporter):
    """This will send what was written and return its number."""
    reporter.press("Melding versturen")
    assert reporter.sees("Dank u wel"), reporter.page.inner_text("main")
    return NUMBER.search(reporter.page.url).group()


def take_in(officer, number):
    """Confirms the receipt, and answers the three questions of the intake with yes."""
    officer.opens(f"/signalen/{number}/")
    officer.follow("Ontvangst bevestigen")
    officer.look()
    officer.press("Ontvangst bevestigen")
    officer.follow("Intake doen")
    officer.choose(undermining="yes", own_task="yes", own_area="yes")
    officer.fill(reason="Past bij onze taak.")
    officer.look()
    officer.press("Intake afronden")


def assign(officer, number, name):
    officer.opens(f"/signalen/{number}/toewijzen/")
    choice = officer.page.locator("select[name=assessor] option", has_text=name).first
    officer.page.select_option("select[name=assessor]", choice.get_attribute("value"))
    officer.fill(reason="Kent het gebied.")
    officer.look()
    officer.press("Toewijzen")


def weigh(assessor, number, *, outcome, reason):
    assessor.opens(f"/signalen/{number}/wegen/")
    assessor.choose(severity="high", concreteness="concrete", recency="month", fits_trend="yes", outcome=outcome)
    assessor.fill(reason=reason)
    assessor.look()
    assessor.press("Beoordeling vastleggen")


def decide(handler, number, *, outcome, reason, keep_until=""):
    handler.opens(f"/signalen/{number}/besluit/")
    handler.choose(outcome=outcome)
    handler.fill(reason=reason)
    if keep_until:
        handler.fill(keep_until=keep_until)
    handler.look()
    handler.press("Besluit vastleggen")


def rows_in(handler, phase):
    """This will open the list of one phase and return its rows."""
    handler.opens(f"/signalen/?phase={phase}")
    return handler.page.locator("tbody tr")


def numbers_in(handler, phase):
    """This will return the numbers in the list of one phase."""
    return set(NUMBER.findall(" ".join(rows_in(handler, phase).all_inner_texts())))
