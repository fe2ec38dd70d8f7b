"""SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html).

With what GitHub code scanning reads of it:
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
"""

from __future__ import annotations

from json import dumps

from labcoat import __version__
from labcoat.core.report.places import is_in_notebook
from labcoat.core.report.printable import printable
from labcoat.core.rule_docs import as_markdown, sections, summary, url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.finding import Finding
    from labcoat.core.report import Report
    from labcoat.core.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://labcoat.readthedocs.io/"
_LEVELS = {"low": "note", "medium": "warning"}
_SECURITY_SEVERITIES = {"low": "3.0", "medium": "5.5", "high": "8.0", "critical": "9.5"}  # GitHub's bands of CVSS


def render(report: Report, color: bool) -> Iterator[str]:
    """One log with one run."""
    names = sorted({*_own_pages(report), *(finding.rule for finding in report.findings)})
    index = {name: number for number, name in enumerate(names)}
    seen: dict[str, int] = {}
    run = {
        "tool": {
            "driver": {
                "name": "labcoat",
                "version": __version__,
                "semanticVersion": __version__,
                "informationUri": HOME,
                "rules": [_described(name, report.rules.get(name)) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report.errors)],
        "results": [_result(finding, index[finding.rule], seen) for finding in report.findings],
    }
    yield dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _own_pages(report: Report) -> Iterator[str]:
    """The rules that are described although they found nothing: not the hundreds that share a page."""
    return (name for name, rule in report.rules.items() if rule.page == f"{name}/")


def _invocation(errors: list[str]) -> dict[str, object]:
    notifications = [{"level": "error", "message": {"text": printable(error)}} for error in errors]
    return {"executionSuccessful": not errors, "toolExecutionNotifications": notifications}


def _described(name: str, rule: Rule | None) -> dict[str, object]:
    """The rule's descriptor; findings about files themselves, such as unreadable ones, have no rule to describe."""
    descriptor: dict[str, object] = {"id": name, "name": name}
    if rule is None:
        return descriptor
    descriptor["helpUri"] = url(rule)
    found = sections(rule)
    help_text = "\n\n".join(f"{heading}\n{body}" for heading, body in found.items())
    return descriptor | {
        "shortDescription": {"text": summary(rule) or name},
        "fullDescription": {"text": found.get("What it does") or summary(rule) or name},
        "help": {"text": help_text or summary(rule) or name, "markdown": as_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS.get(rule.severity, "error"), "enabled": not rule.opt_in},
        "properties": {
            "tags": ["security", "machine-learning", rule.family],
            "precision": "high",
            "problem.severity": _LEVELS.get(rule.severity, "error").replace("note", "recommendation"),
            "security-severity": _SECURITY_SEVERITIES.get(rule.severity, "8.0"),
        },
    }


def _result(finding: Finding, rule_index: int, seen: dict[str, int]) -> dict[str, object]:
    seen[finding.fingerprint] = count = seen.get(finding.fingerprint, 0) + 1
    location: dict[str, object] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(finding.path)}, "region": _region(finding)}
    }
    if is_in_notebook(finding):
        location["logicalLocations"] = [_logical_location(finding)]
    text = printable(finding.message) + (f"\n{printable(finding.help)}" if finding.help else "")
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS.get(finding.severity, "error"),
        "message": {"text": text or finding.rule},
        "locations": [location],
        "partialFingerprints": {
            "labcoat/v1": finding.fingerprint,
            "primaryLocationLineHash": f"{finding.fingerprint}:{count}",  # the one that GitHub compares
        },
        "properties": {"severity": finding.severity, "excerpt": printable(finding.excerpt), "line": finding.line},
    }


def _region(finding: Finding) -> dict[str, int]:
    region = {"startLine": max(1, finding.raw_line), "startColumn": max(1, finding.raw_column)}
    if not is_in_notebook(finding) and (finding.end_line, finding.end_column) >= tuple(region.values()):
        region |= {"endLine": finding.end_line, "endColumn": finding.end_column}
    return region


def _logical_location(finding: Finding) -> dict[str, object]:
    """The cell, as a JSON object; a part outside any cell by its name alone."""
    part = printable(finding.part or "source")
    if finding.cell is None:
        return {"name": part, "fullyQualifiedName": part, "kind": "object"}
    cell_id = f"#{printable(finding.cell_id)}" if finding.cell_id else ""
    return {
        "name": f"cell {finding.cell}",
        "fullyQualifiedName": f"cell[{finding.cell}]{cell_id}/{part}",
        "kind": "object",
    }


def _uri(path: str) -> str:
    """A relative reference of RFC 3986, or a file URI for an absolute path; undecodable bytes stay themselves."""
    import os
    from urllib.parse import quote

    path = path.replace(os.sep, "/")
    try:
        quoted = quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        quoted = quote(path.encode("utf-8", "surrogatepass"))
    if path[1:3] == ":/":
        return f"file:///{path[:2]}{quote(path[2:], errors='surrogatepass')}"
    return f"file://{quoted}" if path.startswith("/") else quoted
