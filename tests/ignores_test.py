"""What comments and cell tags ignore, and what they do not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from labcoat.core import ignores
from labcoat.core.ignores import Directives, tag_covers

RULE, FAMILY = "trust-remote-code", "remote-code"
KNOWN = (RULE, FAMILY, "openai-key", "find-keys")
MESSAGES = {
    "bare": "ignores nothing: the rule must be named, as in `labcoat: ignore[rule]`",
    "unused": "ignores `trust-remote-code`, which reports nothing here",
}


def covered(text, rule=RULE, family=FAMILY):
    """Lines of a text on which a hit of the rule is ignored."""
    last = len(text.splitlines())
    return [line for line in range(1, last + 1) if Directives(text).covers(line, line, rule, family)]


ON_THE_LINE = {
    "hash": "x = 1  # labcoat: ignore[trust-remote-code]",
    "no spaces": "x = 1  #labcoat:ignore[trust-remote-code]",
    "spaces": "x = 1  #  labcoat : ignore [ trust-remote-code ]",
    "tabs": "x = 1\t#\tlabcoat:\tignore[\ttrust-remote-code\t]",
    "upper case": "x = 1  # LABCOAT: IGNORE[Trust-Remote-Code]",
    "a reason": "x = 1  # labcoat: ignore[trust-remote-code] our own model, see #12",
    "the family": "x = 1  # labcoat: ignore[remote-code]",
    "several": "x = 1  # labcoat: ignore[openai-key, trust-remote-code,]",
    "after another comment": "x = 1  # noqa: S301 # labcoat: ignore[trust-remote-code]",
    "two directives": "x = 1  # labcoat: ignore[openai-key]  # labcoat: ignore[trust-remote-code]",
    "slashes": "let x = 1; // labcoat: ignore[trust-remote-code]",
    "dashes": "select 1 -- labcoat: ignore[trust-remote-code]",
    "semicolon": "key = value ; labcoat: ignore[trust-remote-code]",
    "percent": "x = 1; % labcoat: ignore[trust-remote-code]",
    "markup": "text <!-- labcoat: ignore[trust-remote-code] because -->",
    "many hashes": "x = 1  ## labcoat: ignore[trust-remote-code]",
    "next to a bracket": "x = [1]  # labcoat: ignore[trust-remote-code]",
}


@pytest.mark.parametrize("line", ON_THE_LINE.values(), ids=ON_THE_LINE)
def test_a_comment_on_the_line_covers_that_line_only(line):
    assert covered(f"a = 1\n{line}\nb = 2\nc = 3\n") == [2]


NOT_A_DIRECTIVE = {
    "bare": "x = 1  # labcoat: ignore",
    "bare with a reason": "x = 1  # labcoat: ignore because [trust-remote-code] is fine",
    "empty brackets": "x = 1  # labcoat: ignore[]",
    "unclosed": "x = 1  # labcoat: ignore[trust-remote-code",
    "another rule": "x = 1  # labcoat: ignore[openai-key]",
    "part of a name": "x = 1  # labcoat: ignore[trust-remote]",
    "no comment": "x = labcoat: ignore[trust-remote-code]",
    "words before": "x = 1  # please labcoat: ignore[trust-remote-code]",
    "another word": "x = 1  # labcoat: ignored[trust-remote-code]",
    "another program": "x = 1  # labcoats: ignore[trust-remote-code]",
    "everything": "x = 1  # labcoat: ignore[all]",
    "noqa": "x = 1  # noqa # nosec # type: ignore[trust-remote-code]",
    "a key pragma": "x = 1  # pragma: allowlist secret gitleaks:allow",
}


@pytest.mark.parametrize("line", NOT_A_DIRECTIVE.values(), ids=NOT_A_DIRECTIVE)
def test_what_ignores_nothing(line):
    assert covered(f"{line}\nx = 1\n") == []


ABOVE = {
    "alone": ("# labcoat: ignore[remote-code]\nx\ny\n", [1, 2]),
    "indented": ("    # labcoat: ignore[remote-code]\n    x\n    y\n", [1, 2]),
    "stacked": ("# labcoat: ignore[remote-code]\n# labcoat: ignore[openai-key]\nx\ny\n", [1, 2, 3]),
    "a comment between": ("# labcoat: ignore[remote-code]\n# why: it is ours\nx\ny\n", [1, 2, 3]),
    "lower in the stack": ("# why: it is ours\n# labcoat: ignore[remote-code]\nx\ny\n", [2, 3]),
    "an empty line between": ("# labcoat: ignore[remote-code]\n\nx\n", [1, 2]),
    "code between": ("# labcoat: ignore[remote-code]\ny\nx\n", [1, 2]),
    "behind code": ("y  # labcoat: ignore[remote-code]\nx\n", [1]),
    "prose before it": ("# ours. # labcoat: ignore[remote-code]\nx\ny\n", [1, 2]),
    "slashes": ("// labcoat: ignore[remote-code]\nx\ny\n", [1, 2]),
    "dashes": ("-- labcoat: ignore[remote-code]\nx\ny\n", [1, 2]),
    "dashes without a space": ("--labcoat:ignore[remote-code]\nx\ny\n", [1, 2]),
    "semicolons": (";; labcoat: ignore[remote-code]\nx\ny\n", [1, 2]),
    "percent": ("% labcoat: ignore[remote-code]\nx\ny\n", [1, 2]),
    "markup": ("<!-- labcoat: ignore[remote-code] -->\nx\ny\n", [1, 2]),
    "a magic is code": ("%pip install x  # labcoat: ignore[remote-code]\nx\n", [1]),
    "a magic ends the stack": ("# labcoat: ignore[remote-code]\n%pip install x\nx\n", [1, 2]),
    "an option is code": ("  --trust-remote-code  # labcoat: ignore[remote-code]\nx\n", [1]),
    "at the end": ("x\n# labcoat: ignore[remote-code]", [2]),
    "a very long stack": ("# labcoat: ignore[remote-code]\n" + "#\n" * 60 + "x\n", list(range(1, 52))),
    "two stacks": (
        "# labcoat: ignore[remote-code]\n# a\nx\ny\n# b\n# labcoat: ignore[remote-code]\nx\ny\n",
        [1, 2, 3, 6, 7],
    ),
}


@pytest.mark.parametrize(("text", "lines"), ABOVE.values(), ids=ABOVE)
def test_a_comment_alone_covers_what_is_directly_below(text, lines):
    assert covered(text) == lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_everywhere_else(end):
    text = end.join(["a", "# labcoat: ignore[remote-code]", "x", "y\x0by\u2028y", "z # labcoat: ignore[remote-code]"])
    found = Directives(text)
    assert [line for line in range(1, 6) if found.covers(line, line, RULE, FAMILY)] == [2, 3, 5]


def test_any_line_of_a_hit_counts():
    text = "f(\n    a,\n    b,  # labcoat: ignore[remote-code]\n    c,\n)\n"
    found = Directives(text)
    spans = [(1, 2), (1, 3), (3, 3), (2, 5), (4, 5)]
    assert [span for span in spans if found.covers(*span, RULE, FAMILY)] == [(1, 3), (3, 3), (2, 5)]
    above = Directives("a\n# labcoat: ignore[remote-code]\nf(\n    b,\n)\n")
    spans = [(3, 5), (4, 5), (1, 1), (1, 2)]
    assert [span for span in spans if above.covers(*span, RULE, FAMILY)] == [(3, 5), (1, 2)]


PRAGMAS = {
    "allowlist": ("a\nkey  # pragma: allowlist secret\nb\n", [2]),
    "allowlist, joined": ("key  # pragma: allowlist-secret because\nb\n", [1]),
    "whitelist": ("key  // pragma: whitelist secret\nb\n", [1]),
    "no space": ("key  #pragma:allowlist secret\nb\n", [1]),
    "next line": ("# pragma: allowlist nextline secret\nkey\nb\n", [2]),
    "next line, joined": ("# pragma: allowlist-nextline-secret\nkey\nb\n", [2]),
    "gitleaks": ("a\nkey  # gitleaks:allow\nb\n", [2]),
    "not a pragma": ("key  # pragma: no cover\nkey # allowlist secret\nkey # gitleaks: allow\n", []),
    "ours too": ("key  # labcoat: ignore[find-keys]\nkey  # pragma: allowlist secret\n", [1, 2]),
    "case": ("key # Pragma: Allowlist Secret\n", [1]),
}


@pytest.mark.parametrize(("text", "lines"), PRAGMAS.values(), ids=PRAGMAS)
def test_pragmas_of_other_key_scanners_cover_keys(text, lines):
    assert covered(text, "openai-key", "find-keys") == lines


def test_a_pragma_covers_every_line_of_a_key_and_no_other_rule():
    found = Directives("-----BEGIN\nabc  # gitleaks:allow\n-----END\n")
    assert found.covers(1, 3, "private-key", "find-keys")
    assert not found.covers(3, 3, "private-key", "find-keys")
    assert not found.covers(1, 3, RULE, FAMILY)


def test_what_is_wrong_with_directives():
    text = (
        "a  # labcoat: ignore\n"
        "b  # labcoat: ignore[]\n"
        "c  # labcoat: ignore[trust-remote-cod]\n"
        "d  # labcoat: ignore[trust-remote-code, openai-key]\n"
        "e  # labcoat: ignore[trust-remote-code]\n"
        "# labcoat: the best tool\n"
        "f  # labcoat: ignore-next-line[remote-code]\n"
    )
    found = Directives(text)
    assert found.covers(4, 4, RULE, FAMILY)
    assert found.unused(KNOWN) == [
        (1, 6, MESSAGES["bare"]),
        (2, 6, MESSAGES["bare"]),
        (3, 6, "ignores `trust-remote-cod`, which is not a rule"),
        (4, 6, "ignores `openai-key`, which reports nothing here"),
        (5, 6, MESSAGES["unused"]),
        (7, 6, MESSAGES["bare"]),
    ]
    assert [line for line, _, _ in found.unused(KNOWN, ran=["openai-key"])] == [1, 2, 3, 4, 7]


def test_every_directive_that_covers_a_hit_was_of_use():
    found = Directives("# labcoat: ignore[remote-code]\nx  # labcoat: ignore[trust-remote-code, remote-code]\n")
    assert found.covers(2, 2, RULE, FAMILY)
    assert found.unused(KNOWN) == []


def test_a_text_without_directives():
    found = Directives("x = 1\n")
    assert not found.covers(1, 1, RULE, FAMILY)
    assert found.unused(KNOWN) == []


@pytest.mark.parametrize(
    "text",
    [
        "# labcoat: ignore[" * 50_000,
        "# labcoat: ignore[a" * 50_000 + "\n",
        "# labcoat:" + " " * 500_000,
        "# labcoat: ignore[a]\n" * 20_000,
        "# labcoat: ignore[a] " * 50_000,
        "labcoat: ignore[a] " * 50_000,
        "pragma: " * 100_000,
    ],
    ids=range(7),
)
def test_hostile_texts_cost_no_more_than_their_length(text):
    found = Directives(text)
    for line in range(1, 2_000):
        found.covers(line * 10, line * 10, RULE, FAMILY)
        found.covers(1, 1, RULE, FAMILY)
    found.unused(KNOWN)


TAGS = [
    (["labcoat:ignore"], True),
    (["Labcoat: Ignore"], True),
    (["labcoat:ignore=trust-remote-code"], True),
    (["labcoat:ignore=remote-code"], True),
    (["labcoat:ignore=openai-key, trust-remote-code"], True),
    (["other", "labcoat:ignore=openai-key", "labcoat:ignore=remote-code"], True),
    (["labcoat:ignore=openai-key"], False),
    (["labcoat:ignore="], False),
    (["labcoat:ignored", "labcoat", "ignore", "keep_output"], False),
    ([], False),
]


@pytest.mark.parametrize(("tags", "expected"), TAGS)
def test_cell_tags(tags, expected):
    assert tag_covers(tags, RULE, FAMILY) is expected


def test_a_text_without_directives_costs_no_import():
    hooks = os.path.dirname(os.path.dirname(os.path.dirname(ignores.__file__)))
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from labcoat.core.ignores import Directives, tag_covers\n"
        "Directives('x = 1').unused(()), tag_covers(['x'], 'rule', 'family')\n"
        "print(*[name for name in ('re', 'typing', 'collections.abc', 'bisect') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, hooks], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
