"""detect-secrets' plugins, and a team's own ones for it, over the same texts: only where that is asked for.

Its public API finds, and nothing else of it runs: no verification, which would send keys over the network, no filter
that reads files, none that drops keys in calls (`is_indirect_reference`), and no high-entropy plugin in notebooks.
"""

from __future__ import annotations

from functools import lru_cache

from labcoat.core.config import ConfigError, check_names
from labcoat.core.paths import readable_root
from labcoat.core.rule import Hit, Rule
from labcoat.core.texts import Part, Places, document_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.rule import ScanDocument

SWITCH, ASKED = "detect-secrets-plugins", "detect-secrets-plugins-asked"  # ASKED: on the command line
FILE = "file://"
INSTALL = "detect-secrets is not installed: pip install 'labcoat[detect-secrets]'"
ADVICE = "revoke it, and keep the new one outside of the repository"
CAPTURED = 20  # characters of a group that is a secret by itself, and no prefix
FILTERS = (
    "is_sequential_string is_potential_uuid is_likely_id_string is_templated_secret is_prefixed_with_dollar_sign "
    "is_not_alphanumeric_string"
)
DOCUMENTATION = """A key that a plugin of detect-secrets finds.

What it does
------------
Runs the plugins of detect-secrets 1.5, and your own ones for it, over the same texts as the other key rules: sources,
outputs and metadata of notebooks, and other text files. Off until `--detect-secrets-plugins` is given, or
`detect-secrets-plugins` is set under `[tool.labcoat.find-keys]`: to `true` for the plugins that `.secrets.baseline`
lists (all where there is none), or to a list of class names and `file://` paths. Files with plugins are code of the
project, and run only with `--detect-secrets-plugins`. What another rule reports at the same place is left to that
rule. Nothing is ever verified over the network, and high-entropy strings in notebooks are left alone.

Why is this bad?
----------------
Whoever can read the repository or its history can use the key until it is revoked.

Example
-------
    password = "<what KeywordDetector finds>"

Use instead
-----------
    import os

    password = os.environ["DB_PASSWORD"]

References
----------
- https://github.com/Yelp/detect-secrets
"""


def scanner(rules: Sequence[Rule]) -> ScanDocument:
    """What finds the keys of the plugins in a document. Raises ConfigError where they cannot be loaded."""
    rule = rules[0]

    def scan(document: Document) -> Iterator[RuleHit]:
        options = document.options.get(rule.family, {})
        wanted = options.get(SWITCH, True)
        names = tuple(wanted) if isinstance(wanted, list) else ()
        plugins = _plugins(readable_root(document.path), names, bool(options.get(ASKED)))
        for hit in _hits(document, plugins):
            yield rule, hit

    return scan


def _hits(document: Document, plugins: Sequence[Any]) -> Iterator[Hit]:
    places = Places(document.text)
    plugins = [plugin for plugin in plugins if document.kind != "notebook" or not _is_entropy(plugin)]
    for part in document_parts(document):
        at = 0
        for line in part.text.split("\n"):
            for plugin in plugins:
                for start, end in sorted(set(_spans(plugin, _name(document, part), line.rstrip("\r")))):
                    segment, first, last = places.segment(part, at + start, at + end)
                    message = f"{plugin.secret_type}, found by {type(plugin).__name__} of detect-secrets"
                    yield Hit(segment, first, last, message, ADVICE, secret=line[start:end])
            at += len(line) + 1


def _name(document: Document, part: Part) -> str:
    """The name by which plugins tell the language."""
    return "cell.py" if part.kind == "python" and document.notebook else document.path


def _spans(plugin: Any, name: str, line: str) -> Iterator[tuple[int, int]]:
    """Where a plugin finds something in a line: the whole match, of which it may have captured the prefix alone."""
    from detect_secrets.plugins.base import RegexBasedDetector

    if isinstance(plugin, RegexBasedDetector) and _is_plain(plugin):
        for pattern in plugin.denylist:
            for found in pattern.finditer(line):
                spans = [found.span(group) for group in range(1, 1 + pattern.groups)]
                span = max(spans, key=lambda span: span[1] - span[0], default=found.span())
                span = span if span[1] - span[0] >= CAPTURED else found.span()
                if span[0] < span[1] and not _is_filtered(plugin, line[span[0] : span[1]], name, line):
                    yield span
        return
    for secret in plugin.analyze_line(filename=name, line=line, line_number=1):
        value = secret.secret_value or ""
        start = line.find(value)
        if value and start >= 0 and not _is_filtered(plugin, value, name, line):
            yield start, start + len(value)


def _is_plain(plugin: Any) -> bool:
    """Whether a plugin finds what its patterns match, and nothing else."""
    from detect_secrets.plugins.base import RegexBasedDetector

    methods = ("analyze_line", "analyze_string")
    return all(getattr(type(plugin), name) is getattr(RegexBasedDetector, name) for name in methods)


def _is_entropy(plugin: Any) -> bool:
    from detect_secrets.plugins.high_entropy_strings import HighEntropyStringsPlugin

    return isinstance(plugin, HighEntropyStringsPlugin)


def _is_filtered(plugin: Any, secret: str, name: str, line: str) -> bool:
    from detect_secrets.util.inject import call_function_with_arguments

    given = {"secret": secret, "filename": name, "line": line, "plugin": plugin}
    return any([call_function_with_arguments(heuristic, **given) for heuristic in _heuristics()])


@lru_cache(maxsize=1)
def _heuristics() -> list[Callable[..., bool]]:
    from detect_secrets.filters import heuristic
    from detect_secrets.util.inject import get_injectable_variables

    filters = [getattr(heuristic, name) for name in FILTERS.split()]
    for function in filters:
        function.injectable_variables = set(get_injectable_variables(function))
    return filters


@lru_cache(maxsize=8)
def _plugins(root: str, names: tuple[str, ...], is_asked: bool) -> list[Any]:
    """Instances of the plugins: of all that `.secrets.baseline` lists where no names are given."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    except ImportError:
        raise ConfigError(f"{SWITCH}: {INSTALL}") from None
    by_type: dict[str, Any] = get_mapping_from_secret_type_to_class()
    built_in = {kind.__name__: kind for kind in by_type.values()}
    rows = [_row(name) for name in names] or _listed(root) or [{"name": name} for name in built_in]
    found = [plugin for row in rows for plugin in _instances(row, root, built_in, is_asked)]
    for plugin in found:
        plugin.verify = _never  # nothing may send a key anywhere
    return found


def _never(*_: object, **__: object) -> Any:
    from detect_secrets.constants import VerifiedResult

    return VerifiedResult.UNVERIFIED


def _row(name: str) -> dict[str, Any]:
    return {"path": name} if name.startswith(FILE) else {"name": name}


def _listed(root: str) -> list[dict[str, Any]]:
    """`plugins_used` of the project's `.secrets.baseline`."""
    import json
    import os

    from labcoat.core.secrets_baseline import NAME, load_secrets_baseline

    path = os.path.join(root, NAME)
    if not os.path.isfile(path):
        return []
    load_secrets_baseline(path)  # says what is wrong in it
    with open(path, encoding="utf-8-sig") as file:
        rows = json.load(file).get("plugins_used")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _instances(row: dict[str, Any], root: str, built_in: dict[str, Any], is_asked: bool) -> list[Any]:
    if "path" in row:
        kinds = _kinds_in(str(row["path"]), root, is_asked)
        return [kind() for kind in kinds if row.get("name", kind.__name__) == kind.__name__]
    name = str(row.get("name"))
    check_names([name], built_in, SWITCH, "plugin")
    try:
        return [built_in[name](**{key: value for key, value in row.items() if key != "name"})]
    except Exception as error:
        raise ConfigError(f"{SWITCH}: {name}: its settings are wrong: {type(error).__name__}") from None


def _kinds_in(path: str, root: str, is_asked: bool) -> list[Any]:
    """The plugin classes in a file, which is run for that."""
    import os

    from detect_secrets.core.plugins.util import get_plugins_from_file

    if not is_asked:
        raise ConfigError(f"{SWITCH}: {path} is code of the project: it runs only with --{SWITCH}")
    try:
        return list(get_plugins_from_file(os.path.join(root, path.removeprefix(FILE))))
    except Exception as error:
        raise ConfigError(f"{SWITCH}: {path}: cannot be loaded: {type(error).__name__}") from None
