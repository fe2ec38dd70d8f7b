"""`[tool.labcoat]` in pyproject.toml: a few lines to begin with, which hide nothing."""

from __future__ import annotations

import os

import tomli

from labcoat.init.steps import LEAVE, Step, UnsureError, appended, planned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.init.steps import Added
    from labcoat.init.survey import Survey

PYPROJECT = "pyproject.toml"
DOCS = "https://labcoat.readthedocs.io/en/latest/configuration/"


def plan_settings(survey: Survey) -> Step:
    """The step for the settings."""
    block = settings(survey)
    has_setup = os.path.lexists(os.path.join(survey.root, "setup.py"))
    if has_setup and not os.path.lexists(os.path.join(survey.root, PYPROJECT)):
        return Step(PYPROJECT, LEAVE, "not made beside setup.py, which pip would build in another way; defaults hold")
    return planned(survey.root, PYPROJECT, "the table [tool.labcoat]", block, block, lambda text: _added(text, block))


def settings(survey: Survey) -> str:
    """The tables. What would leave anything out is in comments."""
    lines = [
        "[tool.labcoat]",
        f"# All settings: {DOCS}",
        'min-severity = "low" # reports everything; "medium", "high" and "critical" report less',
    ]
    if survey.vendored:
        folders = ", ".join([f'"/{folder}/"' for folder in survey.vendored])
        lines.append(f"# exclude = [{folders}] # neither checked nor fixed: code of others")
    if survey.counts.get("packages"):
        lines += ["", "[tool.labcoat.pinned-requirements]"]
        lines.append('min-level = "exact" # how packages have to be pinned: range, compatible, exact or hash')
        if survey.counts.get("notebook"):
            lines.append("# notebooks = true # packages that notebooks install, too")
    return "\n".join(lines) + "\n"


def _added(text: str, block: str) -> Added:
    """The text with the tables at its end; only that differs. Raises UnsureError."""
    old = _parsed(text, "it is not valid TOML")
    tool = old.get("tool", {})
    if isinstance(tool, dict) and "labcoat" in tool:
        return text, ""
    new = appended(text, block)
    changed = _parsed(new, "its table `tool` is written in an unusual way")
    expected = tomli.loads(block)["tool"]["labcoat"]
    if changed["tool"].pop("labcoat") != expected or changed not in (old, {**old, "tool": {}}):
        raise UnsureError("it is written in an unusual way")
    return new, block


def _parsed(text: str, problem: str) -> dict[str, dict[str, object]]:
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError):
        raise UnsureError(problem) from None
