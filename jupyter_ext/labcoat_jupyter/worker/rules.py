"""The rules, and what they say about themselves."""

from __future__ import annotations

from labcoat.core.families import ALONE, CHECKERS, load_rules
from labcoat.core.rule_docs import as_markdown, summary, url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.rule import Rule


def rules() -> dict[str, Any]:
    """Every rule: name, family, severity, summary, opt_in, url."""
    return {"status": "ok", "rules": [_row(rule) for rule in _all()]}


def explain(name: str) -> dict[str, Any]:
    """The page of a rule."""
    found = [as_markdown(rule) for rule in _all() if rule.name == name]
    if not found:
        return {"status": "gone", "message": "there is no such rule"}
    return {"status": "ok", "name": name, "markdown": found[0]}


def _all() -> list[Rule]:
    return [rule for family in load_rules((*CHECKERS, *ALONE)).values() for rule in family]


def _row(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "summary": summary(rule),
        "opt_in": rule.opt_in,
        "url": url(rule),
    }
