"""Findings for the tests of reports."""

from __future__ import annotations

from typing import Any

from labcoat.core.finding import Finding
from labcoat.core.report import Report, render
from labcoat.core.rule import Rule

NOTEBOOK = Finding(
    path="nb.ipynb",
    rule="trust-remote-code",
    severity="high",
    message="`trust_remote_code=True` runs code of the model's repository",
    help="Pin a revision, or remove the argument.",
    cell=3,
    cell_id="b2",
    part="source",
    line=2,
    column=33,
    end_line=2,
    end_column=55,
    raw_line=41,
    excerpt="AutoModel.from_pretrained(name, trust_remote_code=True)",
    fingerprint="f00d",
    fixable=False,
    url="https://labcoat.readthedocs.io/en/latest/rules/trust-remote-code/",
    raw_column=12,
    utf16_column=33,
    utf16_end_column=55,
    excerpt_column=33,
    excerpt_end_column=55,
)
SCRIPT = NOTEBOOK._replace(
    path="src/train.py",
    severity="low",
    cell=None,
    cell_id=None,
    part=None,
    raw_line=2,
    raw_column=33,
    fingerprint="beef",
    help="",
)
RULE = Rule(
    "trust-remote-code",
    "remote-code",
    "Finds models that run code.\n\nWhat it does\n------------\nLooks.\n\nExample\n-------\n    load(name)\n",
    "high",
)

# Terminal escapes, a title change, bidi and zero-width characters, line breaks, orders to CI services, markup,
# lone surrogates, characters that XML forbids
HOSTILE = (
    "a\x1b[31m\x1b]0;title\x07\x00\x08\r\n::set-output name=x::y\n##[add-mask]z ##vso[task.x]\u202e\u200b\u2066\ufeff"
    "\x85\x9b\u2028\ud800-\udc80\ufffe\x7f\U000e0041|<script>&amp;]]>%0A,:\"'`*[x](http://e)"
)


def report(*findings: Finding, errors: tuple[str, ...] = (), **stats: int) -> Report:
    return Report(list(findings), {RULE.name: RULE}, dict({"files": 2}, **stats), list(errors))


def rendered(format_: str, *findings: Finding, color: bool = False, **details: Any) -> str:
    return "".join(render(format_, report(*findings, **details), color))
