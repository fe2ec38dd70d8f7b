"""Templates that keep whoever renders them busy: `range(10**9)`, `'a' * 10000000`, loops in loops."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.models.templates.tokens import Block, Token

    Found = tuple[Token, str]

LARGEST = 1_000_000  # of what is counted or repeated
LARGEST_EXPONENT = 40
LOOPS = "counts to {}, which keeps whoever renders it busy"


def counts(tokens: Sequence[Token]) -> Iterator[Found]:
    """Numbers up to which something is counted, or as often as which something is repeated."""
    has_count = any([token.kind == "name" and token.value in ("range", "lipsum") for token in tokens])
    for index, token in enumerate(tokens):
        if token.kind != "number":
            continue
        number, is_power = _number(tokens, index)
        before, after = _at(tokens, index - 1), _at(tokens, index + 1)
        is_repeated = (before == "*" and _is_sequence(tokens, index - 2)) or (
            after == "*" and _is_sequence(tokens, index + 2)
        )
        if number >= LARGEST and (is_power or is_repeated or (has_count and before in ("(", ","))):
            yield token, LOOPS.format(f"{number:,.0f}" if number < 1e15 else "a number without an end")


def nested(blocks: Sequence[Block]) -> tuple[Block, Token, str] | None:
    """Loops over numbers inside of each other."""
    around: list[float] = []
    for block in blocks:
        words = (
            [token.value for token in block.tokens if token.value not in ("-", "+")][:1] if block.is_statement else []
        )
        if words == ["for"]:
            around.append((around[-1] if around else 1.0) * _most(block.tokens))
            if around[-1] >= LARGEST * 10:
                return block, block.tokens[0], LOOPS.format(f"{min(around[-1], 1e15):,.0f}")
        elif words == ["endfor"] and around:
            around.pop()
    return None


def _most(tokens: Sequence[Token]) -> float:
    """How often a loop is run, where it counts; else once."""
    if not any([token.value == "range" for token in tokens]):
        return 1.0
    return (
        max([_number(tokens, index)[0] for index, token in enumerate(tokens) if token.kind == "number"], default=1.0)
        or 1.0
    )


def _at(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].value if 0 <= index < len(tokens) and tokens[index].kind == "mark" else ""


def _is_sequence(tokens: Sequence[Token], index: int) -> bool:
    if not 0 <= index < len(tokens):
        return False
    return tokens[index].kind == "string" or tokens[index].value in ("[", "]")


def _number(tokens: Sequence[Token], index: int) -> tuple[float, bool]:
    """A number with its exponent, and whether it has one. One that is too large is infinite."""
    number = _read(tokens[index].value)
    if _at(tokens, index + 1) != "**" or index + 2 >= len(tokens):
        return number, False
    exponent = _read(tokens[index + 2].value)
    if _at(tokens, index + 3) == "**" or exponent > LARGEST_EXPONENT or number > LARGEST:
        return (float("inf"), True) if number > 1 and exponent > 1 else (number, True)
    return number**exponent, True


def _read(written: str) -> float:
    try:
        return float(int(written, 0)) if written[:2].lower() in ("0x", "0b", "0o") else float(written)
    except (ValueError, OverflowError):
        return 0.0
