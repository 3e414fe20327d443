"""Who may use the page: nobody but the tab that was opened with the secret address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.site import OURS, PORT, SECRET, Site, served

_PLACES = ("/", "/settings", "/uploads/1", "/static/style.css", "/nothing/here")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site")) as made:
        yield made


def test_the_opened_address_gives_a_cookie_that_no_script_and_no_other_site_gets(site: Site) -> None:
    """The secret leaves the address bar at once, and the browser shows it to nobody but this page."""
    site.client.cookies.clear()
    try:
        answer = site.client.get(f"/open/{SECRET}", follow_redirects=False)
    finally:
        site.client.cookies.set(f"ilmdocs-{PORT}", SECRET)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie


@pytest.mark.parametrize("place", _PLACES)
def test_nothing_is_answered_without_the_cookie(site: Site, place: str) -> None:
    """Another program on this machine learns nothing, not even which pages there are."""
    site.client.cookies.clear()
    try:
        answer = site.client.get(place)
    finally:
        site.client.cookies.set(f"ilmdocs-{PORT}", SECRET)
    assert answer.status_code == 403
    assert "Open the address that ilmdocs printed" in answer.text


@pytest.mark.parametrize("shown", ["wrong", "", "é", SECRET[:-1], f"{SECRET}x"])
def test_a_wrong_secret_opens_nothing(site: Site, shown: str) -> None:
    """Neither in the address nor in the cookie."""
    site.client.cookies.clear()
    try:
        opened = site.client.get(f"/open/{shown}", follow_redirects=False)
        cookie = f"ilmdocs-{PORT}={shown}".encode()
        asked = site.client.get("/", headers=[(b"cookie", cookie)])
    finally:
        site.client.cookies.set(f"ilmdocs-{PORT}", SECRET)
    assert (opened.status_code, asked.status_code) == (403, 403)
    assert "set-cookie" not in opened.headers


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"[::1]:{PORT}", ""]
)
def test_a_name_that_leads_here_by_a_trick_is_refused(site: Site, host: str) -> None:
    """A page whose own name was re-bound to this machine sends that name, and the cookie does not help it."""
    assert site.client.get("/", headers={"Host": host}).status_code == 403


def test_localhost_is_this_machine_too(site: Site) -> None:
    """Who types the other name of this machine is let in, given the cookie."""
    cookie = f"ilmdocs-{PORT}={SECRET}"
    answer = site.client.get(f"http://localhost:{PORT}/", headers={"Cookie": cookie})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
    ],
)
def test_no_other_page_can_ask_or_send(site: Site, headers: dict[str, str]) -> None:
    """Not from another site, and not from another port of this machine, to which the cookie would be sent."""
    assert site.client.get("/", headers=headers).status_code == 403
    assert site.client.post("/stop", headers=headers).status_code == 403
    assert site.stopped == []


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "none"}, {"Sec-Fetch-Site": "none", "Origin": "null"}],
)
def test_what_changes_something_must_come_from_our_own_page(site: Site, headers: dict[str, str]) -> None:
    """Where it cannot be told which page has sent it, nothing is done."""
    assert site.client.post("/stop", headers=headers).status_code == 403
    assert site.stopped == []


@pytest.mark.parametrize(
    "headers", [OURS, {"Origin": f"http://127.0.0.1:{PORT}"}, {**OURS, "Origin": "null"}]
)
def test_our_own_page_may_send(site: Site, headers: dict[str, str]) -> None:
    """Also from a browser that says only one of the two."""
    assert site.client.post("/uploads/7/remove", headers=headers, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("place", [*_PLACES, "/open/wrong"])
def test_every_answer_protects_itself(site: Site, place: str) -> None:
    """Nothing is stored, framed, guessed or told to others, and pages may fetch from nobody but us."""
    headers = site.client.get(place).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    rule = headers["content-security-policy"]
    assert rule.startswith("default-src 'none'") and "frame-ancestors 'none'" in rule
    assert "unsafe" not in rule and "*" not in rule and "http" not in rule


def test_pages_ask_for_nothing_from_elsewhere(site: Site) -> None:
    """Every address on a page is our own: it works without internet."""
    page = site.get("/")
    for address in [*page.xpath("//@src"), *page.xpath("//@href"), *page.xpath("//@action")]:
        assert address.startswith(("/", "#")) and not address.startswith("//")
    assert not page.xpath("//style | //script[not(@src)] | //@style")
    for address in page.xpath("//script/@src | //link/@href"):
        assert site.client.get(address).status_code == 200


def test_stopping_is_asked_first_and_said_at_the_end(site: Site, tmp_path: Path) -> None:
    """The last page stands on its own, because nobody answers after it."""
    with served(tmp_path) as own:
        assert "Stop now" in own.client.get("/stop").text
        assert own.stopped == []
        answer = own.post("/stop")
        assert "Good-bye" in answer.text and "/static/" not in answer.text
        assert own.stopped == [True]
