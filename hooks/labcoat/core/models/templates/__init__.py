"""Jinja templates that reach Python's internals, as CVE-2024-34359 does from the chat template of a GGUF file.

Whoever renders a template without a sandbox runs what it says: `{{ cycler.__init__.__globals__.os.popen('id') }}`.
"""

from __future__ import annotations

from labcoat.core.models.templates.loops import counts, nested
from labcoat.core.models.templates.names import COMPUTES, FRAMES, INTERNALS, across, is_dunder, known_in, put_together
from labcoat.core.models.templates.tokens import MOST_TOKENS, blocks_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.models.templates.tokens import Block, Token

    Found = tuple[Token, str]

LONGEST_TEMPLATE = 1 << 20  # characters: honest ones have some 20,000
LONGEST_EXPRESSION = 300  # characters that are shown
LONGEST_PATH = 200  # characters of a string that may name attributes
MOST_FINDINGS = 20  # in one template

PROGRAMS = frozenset("popen system check_output import_module run_module execfile spawnl spawnv fork_exec".split())
MODULES = frozenset("os sys subprocess importlib builtins posix nt shutil socket pty ctypes".split())
FUNCTIONS = frozenset("eval exec compile open __import__ getattr setattr".split())
GLOBALS = frozenset("cycler joiner namespace lipsum range dict self url_for get_flashed_messages".split())
FILES = frozenset("include import extends from".split())

REACHES = "reaches `{}`, from where any Python code can be run"
LONG = "is longer than any honest one, and only its beginning was looked at"
HIDES = "hides underscores behind an escape"
CALLS = "calls `{}`"
READS = "reads another file: `{}`"


def judge_template(text: str) -> list[tuple[int, int, str]]:
    """What a template does that no chat template needs: (start, end, why), the span that of the block it does it in."""
    found: list[tuple[int, int, str]] = []
    blocks = list(blocks_of(text[:LONGEST_TEMPLATE]))
    for block in blocks:
        seen = next(_in_block(block, text), None)
        if seen:
            found.append(_shown(block, *seen))
        if len(found) >= MOST_FINDINGS:
            return found
    if len(text) > LONGEST_TEMPLATE or sum([len(block.tokens) + 1 for block in blocks]) >= MOST_TOKENS:
        found.append((0, min(len(text), LONGEST_EXPRESSION), LONG))
    several = (across(blocks) if not found else None) or nested(blocks)
    return [*found, _shown(*several)] if several else found


def expression(text: str, start: int, end: int) -> str:
    """The part of a template that is shown, on one line."""
    return " ".join(text[start:end].split())


def _shown(block: Block, token: Token, why: str) -> tuple[int, int, str]:
    """The block, or what is around the token in one that is too long to be shown."""
    if block.end - block.start <= LONGEST_EXPRESSION:
        return block.start, block.end, why
    start = max(block.start, token.start - LONGEST_EXPRESSION // 3)
    return start, min(block.end, start + LONGEST_EXPRESSION), why


def _in_block(block: Block, text: str) -> Iterator[Found]:
    tokens = block.tokens
    if block.is_statement:
        yield from _other_files(tokens)
    for index, token in enumerate(tokens):
        if token.kind == "name":
            yield from _name(tokens, index)
        elif token.kind == "string":
            yield from _string(token, _mark(tokens, index - 1) == "[" and _mark(tokens, index + 1) == "]", text)
    yield from put_together(tokens)
    yield from counts(tokens)


def _mark(tokens: Sequence[Token], index: int) -> str:
    """The mark at an index; empty for anything else."""
    return tokens[index].value if 0 <= index < len(tokens) and tokens[index].kind == "mark" else ""


def _other_files(tokens: Sequence[Token]) -> Iterator[Found]:
    words = [token for token in tokens[:2] if token.kind == "name"]
    if words and words[0].value in FILES and len(tokens) > 1:
        yield words[0], READS.format(words[0].value)


def _name(tokens: Sequence[Token], index: int) -> Iterator[Found]:
    token, name = tokens[index], tokens[index].value
    before, after = _mark(tokens, index - 1), _mark(tokens, index + 1)
    if before in (".", "|"):
        if is_dunder(name) or name in FRAMES:
            yield token, REACHES.format(name)
        elif name in PROGRAMS and after == "(":
            yield token, CALLS.format(name)
        elif name == "attr" and before == "|":
            yield from _attr(tokens, index)
    elif name in INTERNALS:
        yield token, REACHES.format(name)
    elif name in FUNCTIONS and after == "(":
        yield token, CALLS.format(name)
    elif name in MODULES and after == "." and _mark(tokens, index + 3) in ("(", "."):
        yield token, CALLS.format(f"{name}.{tokens[index + 2].value}")
    elif (
        name in GLOBALS and after in (".", "[") and "".join([t.value for t in tokens[index + 2 : index + 3]])[:1] == "_"
    ):
        yield token, REACHES.format(f"{name}.{tokens[index + 2].value}")


def _attr(tokens: Sequence[Token], index: int) -> Iterator[Found]:
    """The filter `attr`: with a name that stands there, and begins as others do, it is what a dot is."""
    given = tokens[index + 2] if index + 2 < len(tokens) else None
    if given is None or _mark(tokens, index + 1) != "(":
        return
    if given.kind != "string" or _mark(tokens, index + 3) != ")":
        yield given, COMPUTES
    elif given.value.startswith("_"):
        yield given, REACHES.format(given.value)


def _string(token: Token, is_subscript: bool, text: str) -> Iterator[Found]:
    """A string that names an attribute, alone or among others, or hides that it does."""
    name = token.value
    if is_subscript and (is_dunder(name) or name in FRAMES):
        yield token, REACHES.format(name)
    parts = name.split(".") if len(name) < LONGEST_PATH else ()
    inside = next((part for part in parts if part in INTERNALS or (part in FRAMES and part != "mro")), "")
    inside = inside or known_in(name)
    if inside:
        yield token, REACHES.format(inside)
    written = text[token.start : token.end]
    if "\\" in written and written.count("_") < name.count("_"):
        yield token, HIDES
