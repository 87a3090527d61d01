"""The browser and the test server themselves: sub-path, compression, and each way to fail."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

READ = "path => fetch(path, {cache: 'no-store'}).then(async r => [r.status, r.headers.get('content-type'), (await r.text()).length])"


def test_serves_under_the_sub_path_and_fails_on_request(page, problems, serve, tmp_path):
    (tmp_path / "a.js").write_text("x" * 4000)
    server = serve({"": tmp_path})
    server.pages["t.html"] = "<!doctype html><title>t</title><link rel=icon href=data:,>"
    page.goto(server.url("t.html"))
    assert page.evaluate(READ, "a.js") == [200, "text/javascript; charset=utf-8", 4000]
    assert page.evaluate(READ, "../a.js")[0] == 404
    problems.expect("404")
    server.fail("a.js", "missing", times=1)
    assert page.evaluate(READ, "a.js")[0] == 404
    assert page.evaluate(READ, "a.js")[0] == 200
    server.fail("a.js", "mime")
    assert page.evaluate(READ, "a.js")[1].startswith("text/plain")
    server.fail("a.js", "cut")
    assert page.evaluate(f"({READ})('a.js').catch(error => error.name)") == "TypeError"
    problems.expect("ERR_CONTENT_LENGTH_MISMATCH")
    server.fail("a.js", "stall")
    late = "Promise.race([fetch('a.js').then(r => r.text()), new Promise(r => setTimeout(r, 300, 'silence'))])"
    assert page.evaluate(late) == "silence"
    server.heal()
    assert page.evaluate(READ, "a.js")[0] == 200


def test_an_error_in_the_page_is_seen(page, problems, serve, tmp_path):
    server = serve({"": tmp_path})
    server.pages["t.html"] = "<!doctype html><title>t</title><link rel=icon href=data:,><script>nope()</script>"
    page.goto(server.url("t.html"))
    assert len(problems.unexpected()) == 1
    problems.expect("nope is not defined")
    assert problems.unexpected() == []
