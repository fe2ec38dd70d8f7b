"""One document through the rules: keywords, segments, checks, hits."""

from __future__ import annotations

from labcoat.core.segments import split, whole_segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from labcoat.core.document import Document
    from labcoat.core.rule import Hit, Rule
    from labcoat.core.rule_set import RuleSet
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

    RuleHit = tuple[Rule, Hit]

SETTINGS = ("yaml", "json", "toml", "ini")
TEMPLATE_MARKS = ("{{", "{%", "<%")  # of Jinja, Helm and ERB: such a file is YAML only after it has been rendered

REPAIR = "repair the file, or leave it out with `exclude` or `per-file-ignores` in [tool.labcoat]"
ACCEPT = "the cell tag `labcoat:ignore=unparsed-cell` accepts the cell"
NAME_LANGUAGE = f"a magic such as `%%bash` says which language it is; {ACCEPT}"


def check(document: Document, rules: RuleSet) -> Iterator[RuleHit]:
    """Yield what the rules say about a document, with what could not be read; not yet sorted or ignored."""
    yield from _problems(document)
    for scan in rules.scans:
        yield from scan(document)
    segments = list(whole_segments(document)) if rules.readers else []
    wanted = _wanted(rules.readers, segments)
    if not wanted:
        return
    parts = split([segment for segment in segments if _is_relevant(segment, wanted)])
    yield from unparsed_hits(parts)
    yield from _foreign(wanted, parts)
    for rule in wanted:
        for hit in _hits(rule, document, parts):
            yield rule, hit


def _wanted(rules: Iterable[Rule], segments: list[Segment]) -> list[Rule]:
    """The rules one of whose keywords occurs."""
    text = segments[0].text if len(segments) == 1 else "\n".join([segment.text for segment in segments])
    text = _spelled_out(text)
    return [rule for rule in rules if any([keyword in text for keyword in rule.keywords])]


def _spelled_out(text: str) -> str:
    """The text, and after it the same without escapes and look-alike letters, where it has any.

    JSON, YAML, TOML and Python read `\\u005f` in a string as `_`, and Python full-width letters in a name as ASCII.
    """
    more = ""
    if "\\" in text and ("\\u00" in text or "\\x" in text or "\\U0000" in text):
        import re

        more = re.sub(r"\\(?:u00|x|U000000)([0-7][\dA-Fa-f])", lambda escape: chr(int(escape[1], 16)), text)
    if not text.isascii():
        from unicodedata import is_normalized, normalize

        more += "" if is_normalized("NFKC", text) else normalize("NFKC", text)
    return f"{text}\n{more}" if more else text


def _occurs(rule: Rule, text: str) -> bool:
    text = _spelled_out(text)
    return any([keyword in text for keyword in rule.keywords])


def _is_relevant(segment: Segment, wanted: list[Rule]) -> bool:
    """Python cells are looked at together; any other text only where a keyword is in it."""
    return segment.language == "python" or any([_occurs(rule, segment.text) for rule in wanted])


def _hits(rule: Rule, document: Document, parts: Parts) -> Iterator[Hit]:
    options = document.options.get(rule.family, {})
    for module in parts.modules if "python" in rule.checks else ():
        yield from rule.checks["python"](module, options)
    for segment in parts.segments:
        if segment.language in rule.checks and _occurs(rule, segment.text):
            yield from rule.checks[segment.language](segment, options)
    for segment in parts.foreign:
        check = rule.checks.get(segment.language) or rule.checks.get("unparsed")
        if check and _occurs(rule, segment.text):
            yield from check(segment, options)
    for unparsed in parts.unparsed:
        if "unparsed" in rule.checks and _occurs(rule, unparsed.segment.text):
            yield from rule.checks["unparsed"](unparsed.segment, options)


def _problems(document: Document) -> Iterator[RuleHit]:
    if not document.problems:
        return
    from labcoat.core.reading import UNREADABLE_FILE
    from labcoat.core.rule import Hit
    from labcoat.core.segment import Segment

    whole = Segment(document.text, document.kind)
    for reason, offset in document.problems:
        yield UNREADABLE_FILE, Hit(whole, offset, offset, reason, REPAIR)


def unparsed_hits(parts: Parts) -> Iterator[RuleHit]:
    """What is wrong with parts that rules wanted to look at."""
    if not (parts.unparsed or any([segment.language in SETTINGS for segment in parts.segments])):
        return
    from labcoat.core.lines import line_starts
    from labcoat.core.reading import UNPARSED_CELL, UNREADABLE_FILE
    from labcoat.core.rule import Hit

    for unparsed in parts.unparsed:
        segment = unparsed.segment
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


def _foreign(wanted: list[Rule], parts: Parts) -> Iterator[RuleHit]:
    if not parts.foreign:
        return
    from labcoat.core.reading import UNPARSED_CELL
    from labcoat.core.rule import Hit

    for segment in parts.foreign:
        if any([_occurs(rule, segment.text) for rule in wanted]):
            message = f"no rule reads {segment.language}: searched as plain text only"
            yield UNPARSED_CELL, Hit(segment, 0, 0, message, ACCEPT, causes=[(0, len(segment.text))])
