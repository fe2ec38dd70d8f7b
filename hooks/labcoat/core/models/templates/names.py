"""Names of Python's internals in templates, also those that are put together from pieces."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.models.templates.tokens import Block, Token

    Found = tuple[Token, str]

INTERNALS = frozenset(
    "__class__ __base__ __bases__ __mro__ __subclasses__ __globals__ __builtins__ __import__ __init__ __dict__ "
    "__getattribute__ __getattr__ __getitem__ __code__ __closure__ __func__ __self__ __call__ __loader__ __spec__ "
    "__reduce__ __reduce_ex__ __init_subclass__ __new__ __module__ __wrapped__ __defaults__ __kwdefaults__".split()
)
ALWAYS = (  # also as a part of a longer string: `'{0.__class__}'.format(x)`
    "__class__ __base__ __bases__ __mro__ __subclasses__ __globals__ __builtins__ __import__ __getattribute__ "
    "__code__ __closure__".split()
)
STEMS = ("class", "globals", "subclasses", "builtins", "mro", "getattribute", "closure")  # no words of templates
FRAMES = frozenset(
    "func_globals func_code func_closure gi_frame gi_code cr_frame cr_code ag_frame ag_code f_globals f_builtins "
    "f_locals f_back f_code tb_frame tb_next im_func im_self mro co_consts _TemplateReference__context".split()
)
LONGEST_NAME = 40  # characters of a piece
OPENERS, CLOSERS = ("(", "[", "{"), (")", "]", "}")
WORDS = ("in", "else", "if", "and", "or", "not", "is")
CHANGES = ("~", "+", "*", "%", "|", ".")

BUILDS = "puts together `{}`, from where any Python code can be run"
COMPUTES = "takes an attribute whose name is computed"


def is_dunder(name: str) -> bool:
    """Whether a name is one of Python's own: `__class__`."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def known_in(text: str) -> str:
    """A name of Python's internals in a text, or in the text backwards; empty without one."""
    if "__" not in text:
        return ""
    backwards = text[::-1]
    return next((name for name in ALWAYS if name in text or name in backwards), "")


def put_together(tokens: Sequence[Token]) -> Iterator[Found]:
    """Names that are joined, reversed, changed or in capitals, in one expression."""
    pieces = [token for index, token in enumerate(tokens) if token.kind == "string" or _is_option(tokens, index)]
    if not pieces:
        return
    known = known_in("".join([token.value for token in pieces]).lower())
    if known:
        yield pieces[0], BUILDS.format(known)
    for index, token in enumerate(tokens):
        if token.kind == "string":
            known = known_in(_changed(tokens, index).lower())
            if known:
                yield token, BUILDS.format(known)
            if ("%c" in token.value or ":c}" in token.value) and _value(tokens, index + 1) in ("%", "|", "."):
                yield token, COMPUTES
    yield from _computed_subscripts(tokens)


def _value(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].value if 0 <= index < len(tokens) else ""


def _is_option(tokens: Sequence[Token], index: int) -> bool:
    """Whether a name is that of an option: `dict(__cl=1, ass__=2)|join` makes a string of such."""
    is_name = tokens[index].kind == "name" and _value(tokens, index + 1) == "="
    return is_name and _value(tokens, index - 1) in ("(", ",")


def _changed(tokens: Sequence[Token], index: int) -> str:
    """A string after all that replaces something in it: `'@@class@@'|replace('@', '_')`."""
    text, at = tokens[index].value[:1000], index + 1
    while _value(tokens, at) in ("|", ".") and _value(tokens, at + 1) == "replace" and _value(tokens, at + 4) == ",":
        text = text.replace(_value(tokens, at + 3) or "\0", _value(tokens, at + 5)[:LONGEST_NAME])[:1000]
        at += 7
    return text


class _Bracket:
    """An open bracket: whether it is a subscript, a string in it, and whether anything changes what is in it."""

    __slots__ = ("changes", "is_slice", "is_subscript", "string")

    def __init__(self, is_subscript: bool) -> None:
        self.is_subscript = is_subscript
        self.is_slice = False
        self.string: Token | None = None
        self.changes = False

    def take(self, token: Token) -> None:
        if token.kind == "string":
            self.string = self.string or token
        elif token.kind == "mark" and token.value in CHANGES:
            self.changes = True
        elif token.kind == "mark" and token.value == ":":
            self.is_slice = self.is_subscript


def _computed_subscripts(tokens: Sequence[Token]) -> Iterator[Found]:
    """`x['__' ~ a]`, `x['ssalc'|reverse]`: a string in a subscript that does not stay as it stands there."""
    waiting: list[_Bracket] = []
    for index, token in enumerate(tokens):
        if token.kind == "mark" and token.value in OPENERS:
            waiting.append(_Bracket(token.value == "[" and _is_value(tokens, index - 1)))
        elif token.kind == "mark" and token.value in CLOSERS and waiting:
            closed = waiting.pop()
            if closed.is_subscript:
                if closed.string and closed.changes and not closed.is_slice:
                    yield closed.string, COMPUTES
            elif waiting:  # what is in brackets is a part of what is around them
                waiting[-1].string = waiting[-1].string or closed.string
                waiting[-1].changes |= closed.changes
        elif waiting:
            waiting[-1].take(token)


def _is_value(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token ends a value, of which a subscript can follow."""
    if index < 0:
        return False
    token = tokens[index]
    return token.kind == "string" or (token.kind == "name" and token.value not in WORDS) or token.value in (")", "]")


def across(blocks: Sequence[Block]) -> tuple[Block, Token, str] | None:
    """A name that is put together from strings of several blocks: `{% set a = '__cl' %}{{ x[a ~ 'ass__'] }}`."""
    pieces: dict[str, tuple[Block, Token]] = {}
    for block in blocks:
        for token in block.tokens:
            if token.kind == "string" and 0 < len(token.value) <= LONGEST_NAME:
                pieces.setdefault(token.value.lower(), (block, token))
    for name in ALWAYS:
        cuts = [cut for cut in range(3, len(name) - 2) if name[:cut] in pieces and name[cut:] in pieces]
        if cuts:
            return *pieces[name[: cuts[0]]], BUILDS.format(name)
    for stem in STEMS if "_" in pieces or "__" in pieces else ():
        if stem in pieces:
            return *pieces[stem], BUILDS.format(f"__{stem}__")
    return None
