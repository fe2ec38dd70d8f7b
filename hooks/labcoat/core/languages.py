"""The rules that look at languages: keywords, segments, checks, hits."""

from __future__ import annotations

from labcoat.core.engine import REPAIR
from labcoat.core.kinds import is_template
from labcoat.core.mentions import Mentions
from labcoat.core.rule import SEVERITIES
from labcoat.core.segments import NO_PYTHON, split, whole_segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.lockfile.lock import Lock
    from labcoat.core.rule import Hit, Options, Rule
    from labcoat.core.rule_set import RuleSet
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts, Unparsed

SETTINGS = ("yaml", "json", "toml", "ini", "hcl")
IN_CODE = frozenset(["python", "unparsed", "command", "file"])  # what rules look at for which Python is parsed
SHORT = 200  # characters of a command that costs less to look at than to search
TEMPLATE_MARKS = ("{{", "{%", "<%")  # of Jinja, Helm and ERB: such a file is YAML only after it has been rendered

ACCEPT = "the cell tag `labcoat:ignore=unparsed-cell` accepts the cell"
NAME_LANGUAGE = f"a magic such as `%%bash` says which language it is; {ACCEPT}"


def hits_in_text(document: Document, rules: RuleSet) -> Iterator[RuleHit]:
    """Yield what the rules say that look at the languages of a text, and where one cannot be parsed."""
    segments = whole_segments(document)
    wanted = _wanted(rules, segments, document)
    if not wanted or (document.kind == "python" and not any([_reads_code(rule) for rule in wanted])):
        return
    parts = split([segment for segment in segments if segment.language == "python" or _mentions(segment, wanted)])
    if document.kind != "python" or not is_template(document.path):
        yield from unparsed_hits(parts, wanted)
    yield from _foreign(wanted, parts)
    everything = _everything(parts, wanted)
    for rule in wanted:
        for hit in _hits(rule, document, parts if rule.takes_apart else everything):
            if not rule.in_tests or _lowered(rule, hit, document):
                yield rule, hit


def _reads_code(rule: Rule) -> bool:
    return rule.takes_apart or not IN_CODE.isdisjoint(rule.checks)


def _wanted(rules: RuleSet, segments: list[Segment], document: Document) -> list[Rule]:
    """The rules one of whose keywords occurs; those that compare with a lock only where there is one."""
    if not segments:
        return []
    lock = _lock(document) if rules.asks_lock else None
    whole = segments[0].mentions if len(segments) == 1 else Mentions("\n".join([segment.text for segment in segments]))
    return [rule for rule in rules.lookup.wanted(whole) if lock is not None or not rule.needs_lock]


def _lock(document: Document) -> Lock | None:
    from labcoat.core.lockfile.lookup import lock_for

    return lock_for(document.path)


def _mentions(segment: Segment, wanted: list[Rule]) -> bool:
    """Python cells are looked at together; any other text only where a keyword is in it."""
    return any([segment.mentions.has(rule) for rule in wanted])


def _everything(parts: Parts, wanted: list[Rule]) -> Parts:
    """The parts with what is inside them, where there is more than Python or a rule looks at more than that."""
    looks_at_python = {"python", "unparsed"} if not parts.segments else set()
    if all([rule.takes_apart or rule.checks.keys() <= looks_at_python for rule in wanted]):
        return parts
    from labcoat.core.running.collect import expand

    return expand(parts, lambda segment: _may_have(segment, wanted))


def _may_have(segment: Segment, wanted: list[Rule]) -> bool:
    """Whether a rule may find something; of a short text, such as the `env` of `!env`, what is around says more."""
    return len(segment.text) <= SHORT or _mentions(segment, wanted)


def _lowered(rule: Rule, hit: Hit, document: Document) -> bool:
    """Whether the hit counts; one in a file of tests gets the severity that the rule has there."""
    from labcoat.core.paths import is_test

    if not is_test(document.path):
        return True
    severity = hit.severity or rule.severity
    if rule.in_tests != "off" and SEVERITIES.index(severity) > SEVERITIES.index(rule.in_tests):
        hit.severity = rule.in_tests
    return rule.in_tests != "off"


def _hits(rule: Rule, document: Document, parts: Parts) -> Iterator[Hit]:
    options = _options(rule, document)
    for module in parts.modules if "python" in rule.checks else ():
        yield from rule.checks["python"](module, options)
    if "command" in rule.checks:
        for command in _commands(rule, parts):
            yield from rule.checks["command"](command, options)
    if "file" in rule.checks:
        yield from rule.checks["file"](parts, options)
    yield from _hits_in_segments(rule, parts, options)


def _options(rule: Rule, document: Document) -> Options:
    """The options of the rule's family; with the project's versions of packages and its lock where it asks for them."""
    options = document.options.get(rule.family, {})
    if rule.asks_lock:
        from labcoat.core.lockfile.known import OPTION as LOCK

        options = {**options, LOCK: _lock(document)}
    if not rule.asks_versions:
        return options
    from labcoat.core.packages.project_versions import OPTION, versions_around

    return {**options, OPTION: versions_around(document)}


def _commands(rule: Rule, parts: Parts) -> list[CommandLine]:
    """The command lines in which the rule may find something."""
    return [command for command in parts.commands if _may_have(command.segment, [rule])]


def _hits_in_segments(rule: Rule, parts: Parts, options: Options) -> Iterator[Hit]:
    for segment in parts.segments:
        if segment.language in rule.checks and segment.mentions.has(rule):
            yield from rule.checks[segment.language](segment, options)
    for segment in parts.foreign:
        check = rule.checks.get(segment.language) or rule.checks.get("unparsed")
        if check and segment.mentions.has(rule):
            yield from check(segment, options)
    for unparsed in parts.unparsed:
        if "unparsed" in rule.checks and unparsed.segment.mentions.has(rule):
            yield from rule.checks["unparsed"](unparsed.segment, options)


def unparsed_hits(parts: Parts, wanted: list[Rule] | None = None) -> Iterator[RuleHit]:
    """What is wrong with parts that rules wanted to look at; of cells, those in which there is something for them."""
    if not (parts.unparsed or any([segment.language in SETTINGS for segment in parts.segments])):
        return
    from labcoat.core.lines import line_starts
    from labcoat.core.reading import UNPARSED_CELL, UNREADABLE_FILE
    from labcoat.core.rule import Hit

    for unparsed in parts.unparsed:
        segment = unparsed.segment
        if segment.cell and wanted is not None and not _may_matter(unparsed, wanted):
            continue
        rule, advice = (UNPARSED_CELL, NAME_LANGUAGE) if segment.cell else (UNREADABLE_FILE, REPAIR)
        starts = line_starts(segment.text)
        start = starts[min(unparsed.line, len(starts)) - 1]
        message = f"{unparsed.reason}: searched as plain text only"
        yield rule, Hit(segment, start, start, message, advice, causes=[(0, len(segment.text))])
    for segment in parts.segments:
        if segment.language in SETTINGS and not any([mark in segment.text for mark in TEMPLATE_MARKS]):
            _, error = segment.settings()
            if error:
                message = f"not valid {segment.language.upper()}, read line by line: {error.reason}"
                yield UNREADABLE_FILE, Hit(segment, error.offset, error.offset, message, REPAIR)


def _may_matter(unparsed: Unparsed, wanted: list[Rule]) -> bool:
    """Whether a rule may have missed something in a cell that is not Python; of one that is, too much depends on it."""
    is_python = unparsed.reason != NO_PYTHON
    return is_python or any([rule.takes_apart or unparsed.segment.mentions.touches(rule) for rule in wanted])


def _foreign(wanted: list[Rule], parts: Parts) -> Iterator[RuleHit]:
    if not parts.foreign:
        return
    from labcoat.core.reading import UNPARSED_CELL
    from labcoat.core.rule import Hit

    for segment in parts.foreign:
        if _mentions(segment, wanted):
            message = f"no rule reads {segment.language}: searched as plain text only"
            yield UNPARSED_CELL, Hit(segment, 0, 0, message, ACCEPT, causes=[(0, len(segment.text))])
