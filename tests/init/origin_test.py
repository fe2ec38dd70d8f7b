"""Where labcoat comes from, as pip and uv write it down, and what can be an address."""

from __future__ import annotations

import json

import pytest

from labcoat import __version__
from labcoat.init import origin as module
from labcoat.init.origin import REPOSITORY, Origin, is_address, is_revision, origin

TAG = f"v{__version__}"
COMMIT = "0123456789" * 4
URL = "https://git.example.org/x/labcoat"


class Installed:
    """What importlib.metadata knows of the package."""

    def __init__(self, text: str | None) -> None:
        self.text = text

    def read_text(self, name: str) -> str | None:
        return self.text if name == "direct_url.json" else None


def direct(url: str = URL, commit: str = COMMIT, **info: str) -> str:
    return json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": commit, **info}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (direct(requested_revision=TAG), Origin(URL, TAG, COMMIT)),
        (direct(requested_revision="main"), Origin(URL, TAG)),
        (direct(), Origin(URL, TAG)),
        (direct("https://${USER}@git.example.org/x"), Origin(REPOSITORY, TAG)),
        (direct("https://u:p" + "@git.example.org/x"), Origin(REPOSITORY, TAG)),
        (direct("ssh://git@git.example.org/x"), Origin(REPOSITORY, TAG)),
        (direct("https://git.example.org/x y"), Origin(REPOSITORY, TAG)),
        (direct(commit="main"), Origin(REPOSITORY, TAG)),
        (json.dumps({"url": "file:///x", "dir_info": {"editable": True}}), Origin(REPOSITORY, TAG)),
        ("[]", Origin(REPOSITORY, TAG)),
        ("{", Origin(REPOSITORY, TAG)),
        ("", Origin(REPOSITORY, TAG)),
        (None, Origin(REPOSITORY, TAG)),
    ],
)
def test_the_repository_that_it_was_installed_from(
    monkeypatch: pytest.MonkeyPatch, text: str | None, expected: Origin
) -> None:
    monkeypatch.setattr(module, "distribution", lambda name: Installed(text))
    assert origin() == expected


def test_what_is_named_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "distribution", lambda name: Installed(direct(requested_revision=TAG)))
    other = "https://mirror.example.org/labcoat"
    assert origin(other) == Origin(other, TAG)
    assert origin(URL) == Origin(URL, TAG, COMMIT)
    assert origin(rev="v9") == Origin(URL, "v9")
    assert origin(other, COMMIT) == Origin(other, COMMIT, COMMIT)


def test_what_pip_installs() -> None:
    assert Origin(URL, TAG, COMMIT).requirement == f"git+{URL}@{COMMIT}"
    assert Origin(URL, TAG).requirement == f"git+{URL}@{TAG}"
    assert Origin("git@h.org:x/y.git", TAG).requirement == f"git+ssh://git@h.org/x/y.git@{TAG}"
    assert Origin("/srv/labcoat", TAG).requirement == f"git+file:///srv/labcoat@{TAG}"


GOOD = "https://h/x http://h:8080/x.git ssh://git@h/x git@h.org:x/y.git file:///srv/x /srv/x https://h/~x/y%20z".split()
BAD = [
    "https://u:p" + "@h/x",
    "https://token" + "@h/x",
    "https://h/x y",
    "https://h/x#y",
    "https://h/x?y=z",
    "https://h/$(x)",
    "https://h/x;y",
    "https://h/x\ny",
    "https://h/'x",
    "-x",
    "x",
    "ext::sh -c x",
    "",
]


@pytest.mark.parametrize("url", GOOD)
def test_addresses(url: str) -> None:
    assert is_address(url)


@pytest.mark.parametrize("url", BAD)
def test_no_addresses(url: str) -> None:
    assert not is_address(url)


@pytest.mark.parametrize("rev", ["v0.1.0", "1.2", "main", COMMIT, "release/1.0", "1.0-rc1", "a+b"])
def test_revisions(rev: str) -> None:
    assert is_revision(rev)


@pytest.mark.parametrize("rev", ["", "-x", "a b", "a;b", "a\n", "$(x)", "a#b", "'a'", "a: b"])
def test_no_revisions(rev: str) -> None:
    assert not is_revision(rev)
