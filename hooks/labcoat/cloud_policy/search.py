"""All of a file through the readers of this family."""

from __future__ import annotations

from labcoat.cloud_policy.documents import LANGUAGES
from labcoat.cloud_policy.roles import INSTEAD, LESS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from labcoat.cloud_policy.statements import Statement, Value
    from labcoat.core.rule import Rule
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

    Found = tuple[Value, str, str]  # where, a message, a severity
    Advised = tuple[Value, str, str, str]


def once(found: Iterable[Advised]) -> Iterator[Advised]:
    """Each place once: one text may be read as a value, and again as the file that it is written to."""
    seen = set()
    for advised in found:
        value = advised[0]
        place = id(value.segment.cell), value.segment.offset + value.start
        if place not in seen:
            seen.add(place)
            yield advised


def places_in_text(segment: Segment, pattern: str) -> Iterator[tuple[int, int]]:
    """Where a pattern is in code that does not parse, comments left out."""
    import re

    from labcoat.core.shell.state import index_of

    text, line_end, comment = segment.text, -1, -1
    for found in re.finditer(pattern, text):
        if found.start() > line_end:
            line_end = index_of(text, "\n", found.start())
            comment = index_of(text, "#", text.rfind("\n", 0, found.start()) + 1, line_end)
        if found.start() < comment:
            yield found.span()


def statements(parts: Parts, rule: Rule) -> Iterator[Statement]:
    """The statements of IAM policies in a file."""
    for module in parts.modules:
        from labcoat.cloud_policy.code import code_statements

        yield from code_statements(module)
    for segment in parts.segments:
        if segment.language in LANGUAGES and segment.mentions.has(rule):
            from labcoat.cloud_policy.written import written_statements

            yield from written_statements(segment)
    for command in parts.commands:
        if command.segment.mentions.has(rule):
            from labcoat.cloud_policy.commands import command_statements

            yield from command_statements(command)


def wide_grants(parts: Parts, rule: Rule) -> Iterator[Advised]:
    """All that grants too much."""
    for statement in statements(parts, rule):
        if excess := statement.excess():
            yield *excess, "list the actions and the resources that are needed"
    for found in _roles(parts, rule):
        yield *found, INSTEAD if "FullAccess" in found[1] or "AdministratorAccess" in found[1] else LESS


def _roles(parts: Parts, rule: Rule) -> Iterator[Found]:
    from labcoat.cloud_policy.clusters import code_roles, written_roles
    from labcoat.cloud_policy.commands import command_roles
    from labcoat.cloud_policy.granted import code_grants, written_grants

    for module in parts.modules:
        yield from code_grants(module)
        yield from code_roles(module)
    for segment in parts.segments:
        if segment.language in LANGUAGES and segment.mentions.has(rule):
            yield from written_grants(segment)
            yield from written_roles(segment)
    for command in parts.commands:
        if command.segment.mentions.has(rule):
            yield from command_roles(command)


def public_storage(parts: Parts, rule: Rule) -> Iterator[Advised]:
    """All that makes storage public."""
    from labcoat.cloud_policy.public import POLICY

    for statement in statements(parts, rule):
        everybody = statement.everybody
        if everybody and statement.is_about_buckets:
            yield everybody, POLICY, "", ""
    for found in _public(parts, rule):
        yield *found, ""


def _public(parts: Parts, rule: Rule) -> Iterator[Found]:
    from labcoat.cloud_policy.public_code import code_public
    from labcoat.cloud_policy.public_commands import command_public
    from labcoat.cloud_policy.public_settings import written_public

    for module in parts.modules:
        yield from code_public(module)
    for segment in parts.segments:
        if segment.language in LANGUAGES and segment.mentions.has(rule):
            yield from written_public(segment)
    for command in parts.commands:
        if command.segment.mentions.has(rule):
            yield from command_public(command)
