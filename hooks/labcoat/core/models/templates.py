"""Jinja templates that reach Python's internals, as CVE-2024-34359 does from the chat template of a GGUF file.

Whoever renders a template without a sandbox runs what it says: `{{ cycler.__init__.__globals__.os.popen('id') }}`.
"""

from __future__ import annotations

from labcoat.core.models.templates_tokens import blocks_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.templates_tokens import Block, Token

    Found = tuple[Token, str]

LONGEST_TEMPLATE = 4 << 20  # characters
LONGEST_EXPRESSION = 300  # characters that are shown
LARGEST_RANGE = 1_000_000
MOST_FINDINGS = 20  # in one template

INTERNALS = frozenset(
    "__class__ __base__ __bases__ __mro__ __subclasses__ __globals__ __builtins__ __import__ __init__ __dict__ "
    "__getattribute__ __getattr__ __getitem__ __code__ __closure__ __func__ __self__ __call__ __loader__ __spec__ "
    "__reduce__ __reduce_ex__ __init_subclass__ __new__ __module__ __wrapped__ __defaults__ __kwdefaults__".split()
)
ALWAYS = frozenset(  # also as a part of a longer string: `'{0.__class__}'.format(x)`
    "__class__ __base__ __bases__ __mro__ __subclasses__ __globals__ __builtins__ __import__ __getattribute__ "
    "__code__ __closure__".split()
)
FRAMES = frozenset(
    "func_globals func_code func_closure gi_frame gi_code cr_frame cr_code ag_frame ag_code f_globals f_builtins "
    "f_locals f_back f_code tb_frame tb_next im_func im_self mro co_consts _TemplateReference__context".split()
)
PROGRAMS = frozenset("popen system check_output import_module run_module execfile spawnl spawnv fork_exec".split())
MODULES = frozenset("os sys subprocess importlib builtins posix nt shutil socket pty ctypes".split())
FUNCTIONS = frozenset("eval exec compile open __import__ getattr setattr".split())
GLOBALS = frozenset("cycler joiner namespace lipsum range dict self url_for get_flashed_messages".split())
FILES = frozenset("include import extends from".split())

REACHES = "reaches `{}`, from where any Python code can be run"
BUILDS = "puts together `{}`, from where any Python code can be run"
HIDES = "hides underscores behind an escape"
COMPUTES = "takes an attribute whose name is computed"
CALLS = "calls `{}`"
READS = "reads another file: `{}`"
LOOPS = "counts to {}, which keeps whoever renders it busy"


def judge_template(text: str) -> list[tuple[int, int, str]]:
    """What a template does that no chat template needs: (start, end, why), the span that of the block's expression."""
    found: list[tuple[int, int, str]] = []
    blocks = list(blocks_of(text[:LONGEST_TEMPLATE]))
    for block in blocks:
        if len(found) >= MOST_FINDINGS:
            return found
        seen = next(_in_block(block, text), None)
        if seen:
            found.append(_shown(block, *seen))
    return found or _across(blocks)


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
        before = tokens[index - 1].value if index and tokens[index - 1].kind == "mark" else ""
        after = tokens[index + 1].value if index + 1 < len(tokens) and tokens[index + 1].kind == "mark" else ""
        if token.kind == "name":
            yield from _name(tokens, index, before, after)
        elif token.kind == "string":
            yield from _string(token, before, after, text)
    yield from _put_together(tokens)
    yield from _loops(tokens)


def _other_files(tokens: list[Token]) -> Iterator[Found]:
    words = [token for token in tokens[:2] if token.kind == "name"]
    if words and words[0].value in FILES and len(tokens) > 1:
        yield words[0], READS.format(words[0].value)


def _name(tokens: list[Token], index: int, before: str, after: str) -> Iterator[Found]:
    token = tokens[index]
    name = token.value
    if before in (".", "|") or (before == "" and after == "="):
        if is_dunder(name) or name in FRAMES:
            yield token, REACHES.format(name)
        if name in PROGRAMS and after == "(":
            yield token, CALLS.format(name)
        if name == "attr" and before == "|":
            yield from _attr(tokens, index)
        return
    if name in INTERNALS:
        yield token, REACHES.format(name)
    elif name in FUNCTIONS and after == "(":
        yield token, CALLS.format(name)
    elif name in MODULES and after == "." and index + 3 < len(tokens) and tokens[index + 3].value in ("(", "."):
        yield token, CALLS.format("".join([each.value for each in tokens[index : index + 3]]))
    elif name in GLOBALS and after in (".", "[") and _goes_inside(tokens, index):
        yield token, REACHES.format(f"{name}.{tokens[index + 2].value}")


def _goes_inside(tokens: list[Token], index: int) -> bool:
    return index + 2 < len(tokens) and tokens[index + 2].value.startswith("_")


def _attr(tokens: list[Token], index: int) -> Iterator[Found]:
    """The filter `attr`: with a name that stands there, and is nobody's secret, it is what a dot is."""
    given = tokens[index + 2] if index + 2 < len(tokens) else None
    if given is None or tokens[index + 1].value != "(":
        return
    is_plain = given.kind == "string" and index + 3 < len(tokens) and tokens[index + 3].value == ")"
    if not is_plain:
        yield given, COMPUTES
    elif given.value.startswith("_"):
        yield given, REACHES.format(given.value)


def _string(token: Token, before: str, after: str, text: str) -> Iterator[Found]:
    name = token.value
    parts = name.split(".") if len(name) < 200 else ()
    if before == "[" and after == "]" and (is_dunder(name) or name in FRAMES):
        yield token, REACHES.format(name)
    inside = next((part for part in parts if part in INTERNALS or part in FRAMES - {"mro"}), "")
    if inside:
        yield token, REACHES.format(inside)
    known = next((each for each in ALWAYS if each in name), "") if "__" in name else ""
    if known:
        yield token, REACHES.format(known)
    written = text[token.start : token.end]
    if "_" in name and "\\" in written and written.count("_") < name.count("_"):
        yield token, HIDES
    if before == "[" and after in ("~", "+", "%") and name.startswith("__"):
        yield token, COMPUTES


def _put_together(tokens: list[Token]) -> Iterator[Found]:
    """Names that are joined, reversed or in capitals, in one expression."""
    pieces = [
        token
        for index, token in enumerate(tokens)
        if token.kind == "string" or (token.kind == "name" and _is_option(tokens, index))
    ]
    if not pieces:
        return
    joined = "".join([token.value for token in pieces]).lower()
    for whole in (joined, joined[::-1]):
        known = next((name for name in ALWAYS if name in whole), "") if "__" in whole else ""
        if known:
            yield pieces[0], BUILDS.format(known)
    for token, following in zip(tokens, tokens[1:], strict=False):  # noqa: RUF007 - itertools
        if (
            token.kind == "string"
            and following.value in ("%", "|", ".")
            and ("%c" in token.value or ":c}" in token.value)
        ):
            yield token, COMPUTES


def _is_option(tokens: list[Token], index: int) -> bool:
    return index + 1 < len(tokens) and index > 0 and tokens[index + 1].value == "=" and tokens[index - 1].value in "(,"


def _across(blocks: list[Block]) -> list[tuple[int, int, str]]:
    """Names that are put together from strings of several blocks: `{% set a = '__cl' %}{{ x[a ~ 'ass__'] }}`."""
    pieces: dict[str, tuple[Block, Token]] = {}
    for block in blocks:
        for token in block.tokens:
            if token.kind == "string" and 1 < len(token.value) < 20:
                pieces.setdefault(token.value.lower(), (block, token))
    for name in sorted(ALWAYS):
        for cut in range(3, len(name) - 2):
            head, tail = name[:cut], name[cut:]
            if head in pieces and tail in pieces:
                return [_shown(*pieces[head], BUILDS.format(name))]
        if "__" in pieces and name.strip("_") in pieces and name not in ("__code__", "__base__", "__import__"):
            return [_shown(*pieces["__"], BUILDS.format(name))]
    return []


def _loops(tokens: list[Token]) -> Iterator[Found]:
    """`range(10**9)`, `'a' * 10000000`."""
    for index, token in enumerate(tokens):
        if token.kind != "number":
            continue
        number = _number(token.value)
        before = tokens[index - 1].value if index else ""
        power = index + 2 < len(tokens) and tokens[index + 1].value == "**"
        if power and before in ("(", ",", "*"):
            exponent = _number(tokens[index + 2].value)
            number = number**exponent if number < LARGEST_RANGE and exponent < 40 else LARGEST_RANGE
        is_count = before in ("(", ",") and any([each.value in ("range", "lipsum") for each in tokens[:index]])
        if number >= LARGEST_RANGE and (
            is_count or (before == "*" and index > 1 and tokens[index - 2].kind == "string")
        ):
            yield token, LOOPS.format(f"{number:,.0f}")


def _number(written: str) -> float:
    try:
        return float(int(written, 0)) if written[:2].lower() in ("0x", "0b", "0o") else float(written)
    except (ValueError, OverflowError):
        return 0.0


def is_dunder(name: str) -> bool:
    """Whether a name is one of Python's own: `__class__`."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")
