"""The options of the server's configuration, and what is done about those that cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, field

from labcoat.core.config import MAX_BYTES
from labcoat_jupyter.reports import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

SCAN_TIMEOUT = 10.0


@dataclass
class Options:
    """What the server scans with. Times are seconds; `select` is None where the project decides."""

    select: list[str] | None = None
    ignore: list[str] | None = None
    min_severity: str = ""
    scan_timeout: float = SCAN_TIMEOUT
    max_bytes: int = MAX_BYTES
    block_on: list[str] = field(default_factory=list)

    def for_worker(self) -> dict[str, Any]:
        """The settings of a request to the worker."""
        return {
            "select": self.select,
            "ignore": self.ignore,
            "min_severity": self.min_severity,
            "max_bytes": self.max_bytes,
        }


def check_values(options: Options, complain: Callable[[str], None]) -> None:
    """Put the default in the place of a value that makes no sense."""
    if not 0 < options.scan_timeout < 86_400:
        complain(f"LabcoatApp.scan_timeout must be more than 0 seconds; {SCAN_TIMEOUT:g} is used")
        options.scan_timeout = SCAN_TIMEOUT
    if options.max_bytes < 1:
        complain(f"LabcoatApp.max_bytes must be at least 1; {MAX_BYTES} is used")
        options.max_bytes = MAX_BYTES
    if options.min_severity and options.min_severity not in SEVERITIES:
        complain(f"LabcoatApp.min_severity: {_unknown('severity', options.min_severity, SEVERITIES)}; all are shown")
        options.min_severity = ""


def check_names(options: Options, known: Iterable[str], complain: Callable[[str], None]) -> None:
    """Leave out the rules and families that do not exist. `known` are those that do."""
    names = ["all", *known]
    options.ignore = _known(options.ignore, names, "ignore", complain)
    options.block_on = _known(options.block_on, [*SEVERITIES, *names], "block_on", complain) or []
    selected = _known(options.select, names, "select", complain)
    if options.select is not None and not selected:
        complain("LabcoatApp.select names no rule that exists, so the project's own selection is used")
    options.select = selected or None


def _known(names: list[str] | None, known: list[str], option: str, complain: Callable[[str], None]) -> list[str] | None:
    if names is None:
        return None
    what = "severity or rule" if option == "block_on" else "rule"
    for name in names:
        if name not in known:
            complain(f"LabcoatApp.{option}: {_unknown(what, name, known)}; it is left out")
    return [name for name in names if name in known]


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    return f'unknown {what} "{name}"' + (f', did you mean "{near[0]}"?' if near else "")
