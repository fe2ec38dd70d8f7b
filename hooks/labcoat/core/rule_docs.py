"""A rule's documentation, read from its docstring: for `labcoat explain`, SARIF and the web pages.

The docstring is a summary line, then headings underlined with dashes, as in numpydoc.
"""

from __future__ import annotations

from labcoat.core.rule_set import PACKAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.rule import Rule

DOCS_URL = "https://labcoat.readthedocs.io/en/latest/rules/"
HEADINGS = ("What it does", "Why is this bad?", "Example", "Use instead", "References")


def url(rule: Rule) -> str:
    """Address of the rule's documentation on the web."""
    return DOCS_URL + rule.page


def summary(rule: Rule) -> str:
    """The first line of the rule's docstring; empty where it has none."""
    return _text(rule).partition("\n")[0]


def sections(rule: Rule) -> dict[str, str]:
    """The text under each heading, in the order of the docstring."""
    found: dict[str, list[str]] = {}
    body: list[str] = []
    lines = _text(rule).split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line in HEADINGS and _is_underline(following):
            body = found.setdefault(line, [])
        elif not (body == [] and _is_underline(line)):
            body.append(line)
    return {heading: _trimmed(body) for heading, body in found.items()}


def as_markdown(rule: Rule) -> str:
    """The rule's page: name, summary, severity, then its sections."""
    facts = f"Severity: **{rule.severity}**. Family: `{rule.family}`." + (" Opt-in." if rule.opt_in else "")
    page = [f"# {rule.name}", summary(rule), facts]
    for heading, body in sections(rule).items():
        page += f"## {heading}", _fenced(body, "text" if PACKAGES in rule.checks else "")
    return "\n\n".join(part for part in page if part) + "\n"


def _text(rule: Rule) -> str:
    from inspect import cleandoc

    return cleandoc(rule.doc if isinstance(rule.doc, str) else rule.doc())


def _is_underline(line: str) -> bool:
    return len(line) >= 3 and not line.strip("-")


def _trimmed(lines: list[str]) -> str:
    """The lines without blank ones at either end; unlike `str.strip`, the first keeps its indent."""
    text = "\n".join(line.rstrip() for line in lines)
    return text.lstrip("\n").rstrip()


def _fenced(body: str, language: str) -> str:
    """A body of nothing but indented code as a block in its language, so that pages highlight it."""
    if any(line and not line.startswith("    ") for line in body.split("\n")):
        return body
    code = "\n".join(line[4:] for line in body.split("\n"))
    return f"```{language or _language(code)}\n{code}\n```" if code else ""


def _language(code: str) -> str:
    """The language of an example, by how it starts."""
    starts = {"{{": "jinja", "{": "json", "FROM ": "dockerfile", "resource ": "terraform"}
    starts.update({f"{key}:": "yaml" for key in ("services", "apiVersion", "callbacks")})
    starts.update({f"{program} ": "sh" for program in ("chmod", "curl", "wget", "jupyter", "git", "docker", "ray")})
    return next((language for start, language in starts.items() if code.startswith(start)), "python")
