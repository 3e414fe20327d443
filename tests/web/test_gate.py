"""Who may use the page: nobody but the tab that was opened with the secret address."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from ilmdocs.web.door import LOOPBACK, Door, leading_file, own_host
from tests.web.site import DOOR, OURS, Site, served

_HOST, _, _PORT = DOOR.place.rpartition(":")
_PLACES = ("/", "/settings", "/uploads/1", "/static/style.css", "/nothing/here")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(tmp_path_factory.mktemp("site")) as made:
        yield made


def test_the_opened_address_gives_a_cookie_that_no_script_and_no_other_site_gets(site: Site) -> None:
    """It is another secret than that of the address, which the browser may keep among what was visited."""
    site.client.cookies.clear()
    try:
        from_our_file = {"Sec-Fetch-Site": "cross-site"}
        answer = site.client.get(f"/open/{DOOR.secret}", headers=from_our_file)
        assert site.client.get("/", headers=OURS).status_code == 200
    finally:
        site.client.cookies.set(DOOR.cookie_name, DOOR.cookie)
    assert answer.status_code == 200  # a redirect from a file would not bring the cookie along
    assert 'http-equiv="refresh" content="0;url=/"' in answer.text and 'href="/"' in answer.text
    cookie = answer.headers["set-cookie"]
    assert "httponly" in cookie.lower() and "samesite=strict" in cookie.lower()
    assert DOOR.cookie in cookie and DOOR.secret not in cookie + answer.text


def test_the_secret_of_the_address_is_no_cookie_and_the_cookie_opens_nothing(site: Site) -> None:
    """Who has seen one of the two does not have the other."""
    wrong = site.client.get("/", headers={"Cookie": f"{DOOR.cookie_name}={DOOR.secret}"})
    assert (wrong.status_code, site.client.get(f"/open/{DOOR.cookie}").status_code) == (403, 403)
    assert len({Door("a:1").secret, Door("a:1").secret, Door("a:1").cookie}) == 3


def test_the_browser_is_started_with_a_file_that_this_user_alone_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every user of a machine sees what programs are started with: no secret may be among it."""
    import webbrowser
    from threading import Thread

    from ilmdocs.cli.web import _tell

    started: list[str] = []
    monkeypatch.setattr(webbrowser, "open", started.append)
    monkeypatch.setattr(Thread, "start", lambda thread: thread.run())
    file = leading_file(tmp_path, DOOR.address)
    _tell(DOOR.address, file, open_it=True)
    assert started == [file.as_uri()]
    assert f'content="0;url={DOOR.address}"' in file.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_each_session_has_an_address_of_its_own_where_the_system_has_many() -> None:
    """Cookies are sent to all ports of an address, and another user may serve on one of them."""
    for system in ("linux", "win32"):
        hosts = {own_host(system) for _ in range(9)}
        assert len(hosts) > 1 and all(ip_address(host).is_loopback for host in hosts)
    assert own_host("darwin") == LOOPBACK


@pytest.mark.parametrize("place", _PLACES)
def test_nothing_is_answered_without_the_cookie(site: Site, place: str) -> None:
    """Another program on this machine learns nothing, not even which pages there are."""
    site.client.cookies.clear()
    try:
        answer = site.client.get(place)
    finally:
        site.client.cookies.set(DOOR.cookie_name, DOOR.cookie)
    assert answer.status_code == 403
    assert "Open the address that ilmdocs printed" in answer.text


@pytest.mark.parametrize("shown", ["wrong", "", "é", DOOR.secret[:-1], f"{DOOR.cookie}x"])
def test_a_wrong_secret_opens_nothing(site: Site, shown: str) -> None:
    """Neither in the address nor in the cookie."""
    site.client.cookies.clear()
    try:
        opened = site.client.get(f"/open/{shown}", follow_redirects=False)
        cookie = f"{DOOR.cookie_name}={shown}".encode()
        asked = site.client.get("/", headers=[(b"cookie", cookie)])
    finally:
        site.client.cookies.set(DOOR.cookie_name, DOOR.cookie)
    assert (opened.status_code, asked.status_code) == (403, 403)
    assert "set-cookie" not in opened.headers


@pytest.mark.parametrize(
    "hosts",
    [
        ["evil.example"],
        [f"evil.example:{_PORT}"],
        [_HOST],
        [f"{_HOST}:80"],
        [f"127.0.0.1:{_PORT}"],
        [f"localhost:{_PORT}"],
        [f"[::1]:{_PORT}"],
        [""],
        [DOOR.place, "evil.example"],
        ["evil.example", DOOR.place],
        [DOOR.place, DOOR.place],
    ],
)
def test_a_name_that_leads_here_by_a_trick_is_refused(site: Site, hosts: list[str]) -> None:
    """A page whose own name was re-bound to this machine sends that name, and the cookie does not help it."""
    assert site.client.get("/", headers=[("Host", host) for host in hosts]).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
        {"Origin": f"http://{_HOST}:9999"},
        {"Origin": f"https://{DOOR.place}"},
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


@pytest.mark.parametrize("headers", [OURS, {"Origin": f"http://{DOOR.place}"}, {**OURS, "Origin": "null"}])
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
