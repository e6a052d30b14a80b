"""What the server says beside the page: the policies that a browser keeps."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(params=["/inloggen/", "/", "/bestaat-niet/"])
def answer(request, person):
    return person("Emmen", "Melder").page.goto(request.param)


def test_the_content_policy_allows_nothing_inline(answer):
    policy = answer.header_value("Content-Security-Policy")
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_other_policies_are_there(answer):
    assert answer.header_value("X-Content-Type-Options") == "nosniff"
    assert answer.header_value("Referrer-Policy") == "same-origin"
    assert answer.header_value("Cross-Origin-Opener-Policy") == "same-origin"
    assert "camera=()" in answer.header_value("Permissions-Policy")


def test_personal_pages_are_not_kept_by_the_browser(person):
    answer = person("Emmen", "Melder").page.goto("/melden-intern/")
    assert "no-store" in answer.header_value("Cache-Control")


def test_the_session_is_out_of_reach_of_scripts(person):
    cookies = {each["name"]: each for each in person("Emmen", "Melder").context.cookies()}
    assert cookies["sessionid"]["httpOnly"]
    assert cookies["sessionid"]["sameSite"] == "Lax"
