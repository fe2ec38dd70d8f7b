"""Reports: one output format each, imported only when it is asked for."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.finding import Finding
    from labcoat.core.rule import Rule

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")


class Report:
    """What a run found. Findings are redacted already; reports print nothing else of a scanned file.

    `rules` are the rules that ran, by name. `stats` counts: `files`, `cells`, `ignored`, `baselined`; a reader takes
    a missing count as 0. `errors` are lines about paths that could not be handled.
    """

    __slots__ = ("errors", "findings", "rules", "stats")

    def __init__(
        self, findings: list[Finding], rules: dict[str, Rule], stats: dict[str, int], errors: list[str]
    ) -> None:
        self.findings = findings
        self.rules = rules
        self.stats = stats
        self.errors = errors


def render(format: str, report: Report, color: bool = False) -> Iterator[str]:  # noqa: A002 - the option's name
    """The report in one of FORMATS, in chunks of text. `color` is for people: only `text` has it.

    The text holds no lone surrogates and no control characters but line feeds and, with `color`, ANSI colours.
    Raises ValueError for an unknown format.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format: {format}")
    from importlib import import_module

    chunks: Iterator[str] = import_module(f"labcoat.core.report.{format}").render(report, color)
    return chunks
