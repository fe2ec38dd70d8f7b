"""A rule for every detector; its documentation is made from the detector's row."""

from __future__ import annotations

from labcoat.core.keys.providers import load_detectors
from labcoat.core.rule import Rule
from labcoat.find_keys.scan import scanner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.keys.detector import Detector

_PAGE = """{title} stands in a file.

What it does
------------
Reports {what}{shape}, in any part of a notebook (sources, outputs, tracebacks, metadata, names of attachments) and
in any other text file{layers}. Placeholders, look-ups such as `os.environ["{env}"]` and keys from vendors'
documentation are left alone.

Why is this bad?
----------------
Whoever can read the repository, a fork, a shared copy or the history of a notebook can use it{provider}, until it is
revoked. Deleting the line does not take it out of git's history.

Example
-------
    {example}

Use instead
-----------
Revoke it{rotate}, then keep the new one outside of the repository:

    import os

    {variable} = os.environ["{env}"]

`labcoat fix --select {name}` makes that change where a key is a string in Python, and redacts it in outputs.

References
----------
- {source}
- https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html
"""


def _rule(detector: Detector) -> Rule:
    rule = Rule(detector.name, "find-keys", lambda: _page(detector), detector.severity, opt_in=detector.opt_in)
    rule.scanner = scanner
    return rule


def _page(detector: Detector) -> str:
    title = f"{detector.provider} {detector.what}".strip()
    env = detector.env or "API_KEY"
    return _PAGE.format(
        title=f"A key ({title})",
        what=f"a {title}" if detector.pattern else f"a literal that is assigned to a name like `{detector.what}`",
        shape="",
        layers=", also in base64, hexadecimal digits or URL encoding" if detector.pattern else "",
        provider=f" at {detector.provider}" if detector.provider else "",
        example=f'key = "{detector.example}"' if detector.pattern else detector.example,
        rotate=f" at {detector.rotate}" if detector.rotate else "",
        variable="key",
        env=env,
        name=detector.name,
        source=detector.source or "no public source: the rule is opt-in",
    )


RULES = [_rule(detector) for detector in load_detectors()]
