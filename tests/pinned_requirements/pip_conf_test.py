"""What pip's and conda's configuration files say: names, values and places."""

from __future__ import annotations

import pytest

from labcoat.core.packages.configuration import conda_channels
from labcoat.core.packages.pip import pip_conf
from labcoat.core.packages.project import project_of
from labcoat.core.packages.requirement import Packages
from labcoat.core.segment import Segment


def options_of(text: str) -> list[tuple[str, str, str]]:
    """Name, value, and all of each option as it is written."""
    segment, found = Segment(text, "ini"), Packages("pip.conf", project_of("pip.conf"))
    pip_conf.read(segment, found)
    assert [text[made.value_start : made.value_end] for made in found.options] == [made.value for made in found.options]
    return [(made.name, made.value, text[made.start : made.end]) for made in found.options]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("[global]\nindex-url = a\n", [("index-url", "a", "index-url = a")]),
        ("[global]\nIndex_URL: a\n", [("index-url", "a", "Index_URL: a")]),
        ("[install]\npre = yes\n[list]\npre=no\n", [("pre", "yes", "pre = yes"), ("pre", "no", "pre=no")]),
        (
            "[global]\ntrusted-host = a b\n  c\n",
            [("trusted-host", "a", "trusted-host = a"), ("trusted-host", "b", "b"), ("trusted-host", "c", "c")],
        ),
        (
            "[global]\nfind-links =\n    a\n    # b\n    ; c\n    a\n",
            [("find-links", "a", "find-links =\n    a"), ("find-links", "a", "a")],
        ),
        ("[global]\r\nindex-url = a\r\nextra-index-url =\r\n    b\r\n", None),
        ("[global]\ntimeout = 60\n[other]\nindex-url = a\n", []),
        ("index-url = a\n", []),
        ("[global]\nindex-url =\n", []),
        ("[global\nindex-url = a", []),
        ("\ud800[global]\n", []),
        ("", []),
    ],
)
def test_options_and_their_places(text, options):
    found = options_of(text)
    if options is None:
        assert [(name, value) for name, value, _ in found] == [("index-url", "a"), ("extra-index-url", "b")]
    else:
        assert found == options


def test_files_that_pip_always_reads():
    segment = Segment("[install]\nconstraint = c.txt\nrequirement =\n  a.txt\n  b.txt\n", "ini")
    found = Packages("pip.conf", project_of("pip.conf"))
    pip_conf.read(segment, found)
    assert [(made.path, made.is_constraint) for made in found.references] == [
        ("c.txt", True),
        ("a.txt", False),
        ("b.txt", False),
    ]


@pytest.mark.parametrize(
    ("path", "text", "options"),
    [
        (
            "~/.condarc",
            "channels: [a, 'http://b']\nssl_verify: false\n",
            [("channel", "http://b"), ("ssl-verify", "false")],
        ),
        (".condarc", "default_channels:\n  - https://a/b\n", [("channel", "https://a/b")]),
        ("condarc", "custom_channels:\n  ours: http://a\nssl_verify: <your setting>\n", None),
        ("environment.yml", "channels: ['http://b']\nssl_verify: false\n", []),
    ],
)
def test_conda_configuration(path, text, options):
    segment, found = Segment(text, "yaml"), Packages(path, project_of(path))
    conda_channels.read_channels(segment, found, segment.settings()[0])
    expected = [("channel", "http://a"), ("ssl-verify", "<your setting>")] if options is None else options
    assert [(made.name, made.value) for made in found.options] == expected
