"""What must be true of every file, whatever is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from benchmarks.fuzz.cases import SECRET
from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.engine import check
from labcoat.core.families import load_rules
from labcoat.core.report import FORMATS, Report, render
from labcoat.core.rule import SEVERITIES

if TYPE_CHECKING:
    from benchmarks.fuzz.cases import Case
    from labcoat.core.checker import Outcome

PARSERS = {"json": json.loads, "sarif": json.loads, "gitlab": json.loads, "junit": ElementTree.fromstring}


class BrokenPromiseError(Exception):
    """A promise that is broken."""


def checked(case: Case, number: int) -> Outcome:
    """Run every rule over the case. Raises BrokenPromiseError, and whatever a rule raises."""
    arguments = Arguments()
    arguments.no_ignores = number % 5 == 0
    arguments.pedantic = number % 3 == 0
    checker = Checker(load_rules(), arguments, lambda config: None)
    checker.check_bytes(case.name, case.data)
    if any("internal error" in error for error in checker.outcome.errors):
        list(check(checker.read(case.name, case.data), checker._rules_for(case.name)[1]))  # raises it again
        raise BrokenPromiseError(checker.outcome.errors[0])
    return checker.outcome


def judge_findings(case: Case, outcome: Outcome) -> None:
    """Findings are at places that exist, say all that they must, and no secret; a broken notebook is one."""
    lines = case.data.count(b"\n") + case.data.count(b"\r") + 1
    for finding in outcome.findings:
        if finding.severity not in SEVERITIES or not finding.message or not finding.fingerprint:
            raise BrokenPromiseError(f"incomplete: {finding.as_dict()}")
        if min(finding.line, finding.column, finding.end_column, finding.raw_line, finding.raw_column) < 1:
            raise BrokenPromiseError(f"no place: {finding.as_dict()}")
        if finding.raw_line > lines or (finding.end_line, finding.end_column) < (finding.line, finding.column):
            raise BrokenPromiseError(f"impossible place: {finding.as_dict()}")
    if case.name.endswith(".ipynb") and not _is_json(case.data) and not outcome.findings:
        raise BrokenPromiseError("a notebook that is not JSON passed in silence")


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def judge_reports(case: Case, outcome: Outcome) -> None:
    """Every report can be made and read, and does not hold the planted secret."""
    rules = {rule.name: rule for rules in load_rules().values() for rule in rules}
    for name in FORMATS:
        report = Report(outcome.findings, rules, outcome.stats, outcome.errors)
        text = "".join(render(name, report, name == "text"))
        text.encode()
        if case.secret and SECRET in text:
            raise BrokenPromiseError(f"{name}: the secret is in the report")
        if name in PARSERS:
            PARSERS[name](text)
        elif name == "jsonl":
            [json.loads(line) for line in text.split("\n") if line]
