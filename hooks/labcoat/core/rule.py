"""Rules, and what they yield."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from labcoat.core.document import Document
    from labcoat.core.mentions import Groups
    from labcoat.core.segment import Segment

    Options = Mapping[str, Any]  # the `[tool.labcoat.<family>]` table of the rule's hook
    Check = Callable[[Any, Options], Iterable["Hit"]]
    ScanDocument = Callable[[Document], Iterable[tuple["Rule", "Hit"]]]
    Scanner = Callable[[Sequence["Rule"]], ScanDocument]

MARK = "REDACTED"  # in place of a key: a word in text, HTML, JSON, YAML, URLs and shell, and known to be no key
SEVERITIES = ("low", "medium", "high", "critical")


class Rule:
    """A named check. `doc` is its documentation, or makes it; `checks` maps a language to what looks at it.

    `is_in_all`: whether `all` stands for the rule, too.
    `keywords`, `words`: the rule has nothing to say about a text that contains none of these strings, and has not all
    words of one of these groups (`"torch load"`); a group can also have strings that are no words (`"curl http://"`).
    `in_tests`: the highest severity of its hits in files of tests; `off` for none at all.
    `wider` is the rule in its place, of the same name, where it is selected by name or its `switch` is on.
    `confirm` looks closer at a text that has the words, where they are in too many.
    `takes_apart`: it looks for scripts inside of its segments itself, and gets no command lines.
    `asks_keys`: it looks at a model's keys, which are looked for only then.
    `asks_versions`: its options can tell which version of a package the project has: `project_versions.known_version`.
    `asks_lock`: its options have the models.lock that holds for the document: `lockfile.known.known_lock`. One that
    `needs_lock` has nothing to say without.
    `family` is the hook it belongs to; `opt_in` rules run only when they are selected by name. Rules with the same
    `scanner` look at a document together, at all its text.
    """

    is_in_all = True

    def __init__(
        self,
        name: str,
        family: str,
        doc: str | Callable[[], str],
        severity: str,
        keywords: tuple[str, ...] = (),
        opt_in: bool = False,
        words: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.family = family
        self.doc = doc
        self.severity = severity
        self.keywords = keywords
        self.words: Groups = _grouped(words) if words else ()
        self.opt_in = opt_in
        self.page = f"{name}/"  # on the documentation's site; many small rules may share one
        self.checks: dict[str, Check] = {}
        self.scanner: Scanner | None = None
        self.in_tests = ""
        self.takes_apart = False
        self.confirm: Callable[[str], bool] | None = None
        self.asks_keys = False
        self.asks_versions = False
        self.asks_lock = False
        self.needs_lock = False
        self.wider: Rule | None = None
        self.switch = ""  # the family's `option`, or `option=value`, with which an opt-in rule runs as others do

    def register(self, *languages: str) -> Callable[[Check], Check]:
        """Let the decorated function look at segments of these languages, for this rule."""

        def decorate(check: Check) -> Check:
            self.checks.update(dict.fromkeys(languages, check))
            return check

        return decorate


def _grouped(words: tuple[str, ...]) -> Groups:
    from labcoat.core.mentions import word_groups

    return word_groups(words)


def rule(
    severity: str,
    keywords: tuple[str, ...] = (),
    opt_in: bool = False,
    words: tuple[str, ...] = (),
    in_tests: str = "",
    looks_at: str = "python",
) -> Callable[[Check], Rule]:
    """Make the decorated function a rule: its name names the rule, and it looks at `looks_at`, if at anything."""

    def decorate(check: Check) -> Rule:
        family = check.__module__.split(".")[1]
        name, family = (words.replace("_", "-") for words in (check.__name__, family))
        made = Rule(name, family, check.__doc__ or "", severity, keywords, opt_in, words)
        made.in_tests = in_tests
        if looks_at:
            made.checks[looks_at] = check
        return made

    return decorate


def rules_of(hook: object) -> list[Rule]:
    """The rules that a hook's module defines, in its order, and those of its list `RULES`."""
    named = [value for value in vars(hook).values() if isinstance(value, Rule)]
    return list(dict.fromkeys([*named, *getattr(hook, "RULES", ())]))


class Edit:
    """Replace `start` to `end` of a segment's text with `replacement`."""

    __slots__ = ("end", "replacement", "start")

    def __init__(self, start: int, end: int, replacement: str) -> None:
        self.start = start
        self.end = end
        self.replacement = replacement


class Fix:
    """What a rule offers with a hit: a title for the user, and edits of the hit's segment.

    A `safe` fix keeps the code doing what it did; the others need the user's word (`--unsafe-fixes`). An `asked` one
    is also made where `--select` names its rule or family. `shared` are edits that other fixes may need as well, such
    as an import: (a name for it, segment, edit). Of those with the same name the first one is made.
    """

    __slots__ = ("asked", "edits", "safe", "shared", "title")

    def __init__(
        self,
        title: str,
        edits: list[Edit],
        safe: bool = False,
        asked: bool = False,
        shared: Sequence[tuple[str, Segment, Edit]] = (),
    ) -> None:
        self.title = title
        self.edits = edits
        self.safe = safe
        self.asked = asked
        self.shared = shared


class Hit:
    """A rule's message about characters `start` to `end` of a segment. `severity` overrides the rule's own.

    `secret` is the key that the hit is about, if it is about one: wherever the document is shown, it is masked but
    for its first `shown` characters, and so are the `pieces` that it is put together from. `is_token`: a program drew
    it at random, so that nobody can guess it from its hash. `causes` are further spans of the segment that make the
    hit: it is new when one of them is. `about` tells it from others of its rule in its place, of which one is enough.
    """

    __slots__ = (
        "about",
        "causes",
        "end",
        "fix",
        "help",
        "is_token",
        "message",
        "pieces",
        "secret",
        "segment",
        "severity",
        "shown",
        "start",
    )

    def __init__(
        self,
        segment: Segment,
        start: int,
        end: int,
        message: str,
        help: str = "",  # noqa: A002 - the finding's own word for it
        severity: str = "",
        fix: Fix | None = None,
        secret: str = "",
        shown: int = 0,
        causes: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.segment = segment
        self.start = start
        self.end = end
        self.message = message
        self.help = help
        self.severity = severity
        self.fix = fix
        self.secret = secret
        self.shown = shown
        self.is_token = False
        self.pieces: Sequence[str] = ()
        self.about = ""
        self.causes = causes
