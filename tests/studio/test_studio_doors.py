"""Who may ask the studio what: strangers, hostile pages, greedy templates."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.problems import BriefError
from generator.studio.server import Door
from tests.studio.at_the_desk import Open, closed, make_templates, opened

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
WISH = {"template": "desk"}


def test_it_listens_on_loopback_alone(studio: Open) -> None:
    here = socket.gethostbyname_ex(socket.gethostname())[2]
    for address in {one for one in here if not one.startswith("127.")}:
        with pytest.raises(ConnectionError), socket.create_connection((address, studio.port), timeout=2):
            pass


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "192.0.2.7:{port}", "localhost:1", ""]
)
def test_a_name_that_is_not_its_own_is_refused(studio: Open, host: str) -> None:
    status, said, _ = studio.ask("/api/desk", headers={"host": host.format(port=studio.port)})
    assert status == 421
    assert b"go by that name" in said


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:1"}, {"sec-fetch-site": "cross-site"}],
)
def test_a_page_of_another_origin_may_ask_nothing(studio: Open, headers: dict[str, str]) -> None:
    assert studio.ask("/api/desk", headers=headers)[0] == 403
    assert studio.ask("/api/presets", {"name": "x", "wish": WISH}, headers)[0] == 403
    own = {"origin": f"http://127.0.0.1:{studio.port}", "sec-fetch-site": "same-origin"}
    assert studio.ask("/api/desk", headers=own)[0] == 200


def test_a_link_to_it_may_be_followed_and_opens_nothing_but_the_page(studio: Open) -> None:
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert studio.ask("/", headers=followed)[0] == 200
    assert studio.ask("/", headers=followed | {"sec-fetch-dest": "iframe"})[0] == 403
    assert studio.ask("/api/desk", headers=followed)[0] == 403
    assert studio.ask("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"})[0] == 403


def test_a_form_of_a_page_cannot_ask(studio: Open) -> None:
    assert studio.ask("/api/presets", b"{}", {"content-type": "text/plain"})[0] == 415


@pytest.mark.parametrize(
    "path", ["/page/../routes.py", "/page/%2e%2e/routes.py", "/page//etc/passwd", "/fonts/..%2f..%2fREADME.md", "/fonts/x"]
)
def test_no_path_leads_out_of_the_page(studio: Open, path: str) -> None:
    assert studio.ask(path)[0] == 404


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "stills/../../x.png", "/proc/self/environ"])
def test_no_parameter_names_a_file_elsewhere(studio: Open, name: str) -> None:
    status, said, _ = studio.frame({"parameters": {"face": name}})
    assert status == 422
    assert b"outside of the studio" in said
    status, said, _ = studio.ask("/api/renders", {"wish": {**WISH, "parameters": {"face": name}}, "options": {"formats": "png"}})
    assert status == 422, "it does not begin"
    assert b"outside of the studio" in said


@pytest.mark.parametrize("name", ["../x", "a/b", "..", ".hidden", "", "x" * 80, "a\0b"])
def test_no_preset_is_written_elsewhere(studio: Open, name: str) -> None:
    before = sorted(studio.project.rglob("*.yaml"))
    assert studio.ask("/api/presets", {"name": name, "wish": WISH})[0] == 422
    assert sorted(studio.project.rglob("*.yaml")) == before


def test_no_folder_is_shown_but_those_of_plates(studio: Open) -> None:
    status, said, _ = studio.ask("/api/reveal", {"folder": "/etc"})
    assert status == 422
    assert b"no folder of plates" in said


def test_a_still_elsewhere_is_no_ground(studio: Open) -> None:
    status, said, _ = studio.frame({}, ground="still:/etc/passwd")
    assert status == 422
    assert b"there is no still" in said


def test_200_megabytes_are_not_read(studio: Open) -> None:
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=20)
    connection.putrequest("POST", "/api/upload?name=x.png")
    connection.putheader("content-length", str(200 * 1024 * 1024))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 413
    assert b"64 MiB" in answer.read()
    connection.close()
    assert time.monotonic() - started < 5


def test_nor_are_they_when_nobody_says_how_many_they_are(studio: Open) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=20)
    connection.putrequest("POST", "/api/upload?name=x.png")
    connection.putheader("transfer-encoding", "chunked")
    connection.endheaders()
    piece, sent = b"x" * (1024 * 1024), 0
    try:
        for _ in range(200):
            connection.send(b"%x\r\n%s\r\n" % (len(piece), piece))
            sent += len(piece)
        connection.send(b"0\r\n\r\n")
    except OSError:
        assert sent < 200 * len(piece)
    else:
        assert connection.getresponse().status == 413
    connection.close()
    assert studio.ask("/api/desk")[0] == 200


def test_an_upload_is_looked_at_and_kept_in_the_project(studio: Open) -> None:
    status, said, _ = studio.ask("/api/upload?name=../../face%201.png", PNG, {"content-type": "application/octet-stream"})
    assert status == 200
    name = json.loads(said)["name"]
    assert name.startswith("uploads/face_1-")
    assert (studio.project / name).read_bytes() == PNG
    assert studio.frame({"parameters": {"face": name}})[0] == 200
    for other, data in (("x.png", b"no picture"), ("x.exe", PNG), ("x", PNG)):
        assert studio.ask(f"/api/upload?name={other}", data, {"content-type": "application/octet-stream"})[0] == 422


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b"{}", b'{"wish": 3, "sight": {}}', b'{"wish": {"template": "../x"}, "sight": {"frame": 1001}}',
     b'{"wish": {"template": "desk", "canon": "/etc/passwd"}, "sight": {"frame": 1001}}',
     b'{"wish": {"template": "desk"}, "sight": {"frame": 1e300}}'],
)  # fmt: skip
def test_a_question_that_is_none_is_told_so(studio: Open, body: bytes) -> None:
    status, said, _ = studio.ask("/api/frame", body)
    assert status == 422
    assert b"problems" in said


def test_what_it_sends_may_not_be_framed_or_sniffed(studio: Open) -> None:
    _, _, headers = studio.ask("/")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_beyond_this_machine_a_token_is_needed() -> None:
    with pytest.raises(BriefError, match="give --token"):
        Door("0.0.0.0").check()
    with pytest.raises(BriefError, match="at least 16"):
        Door("0.0.0.0", token="short").check()
    Door("0.0.0.0", token="long enough for this").check()


def test_whoever_has_the_token_comes_in_and_gets_a_cookie(tmp_path: Path) -> None:
    make_templates(tmp_path / "templates")
    token = "a token of the production"
    studio = opened(tmp_path, "--host", "0.0.0.0", "--token", token)
    try:
        assert studio.ask("/")[0] == 401
        assert studio.ask("/?token=another%20token%20of%20it")[0] == 401
        status, _, headers = studio.ask("/?token=" + token.replace(" ", "%20"))
        assert status == 200
        cookie = headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        mine = cookie.split(";")[0]
        assert mine.startswith(f"ministerio-{studio.port}="), "cookies are of a host: two studios would sign each other out"
        assert studio.ask("/api/desk", headers={"cookie": mine})[0] == 200
        assert studio.ask("/api/desk", headers={"cookie": f'prefs={{"a": 1}}; ministerio-1=x; {mine}'})[0] == 200
        assert studio.ask("/api/desk", headers={"cookie": f"ministerio-{studio.port}=\u00e9"})[0] == 401
        assert studio.ask("/api/desk")[0] == 401
        there = {"cookie": cookie.split(";")[0], "host": f"192.0.2.7:{studio.port}"}
        assert studio.ask("/api/desk", headers=there)[0] == 200
        assert studio.ask("/api/desk", headers=there | {"origin": "http://evil.example"})[0] == 403
        assert studio.ask("/api/desk", headers=there | {"host": f"evil.example:{studio.port}"})[0] == 421
    finally:
        assert closed(studio) == 0


def test_a_port_that_is_taken_and_a_folder_that_is_not_there_are_told(studio: Open, ministerio: Callable[..., Any]) -> None:
    taken = ministerio("studio", "--no-browser", "--port", str(studio.port))
    assert taken.code == 2
    assert f"127.0.0.1:{studio.port} cannot be listened on" in taken.err
    assert "--port 0 takes a free one" in taken.err
    assert ministerio("studio", "--no-browser", "--stills", "nowhere").err == "nowhere is no folder\n"
    assert "did you mean score_hud?" in ministerio("studio", "score_hut", "--no-browser").err
    assert "give --token" in ministerio("studio", "--no-browser", "--host", "0.0.0.0", "--port", "0").err
