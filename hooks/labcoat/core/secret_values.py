"""The literals that follow a secret-like name: strings joined or in brackets, shell words, YAML scalars.

References are no literals: variables, environment look-ups, calls, template fields, placeholders in angle brackets.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

COMMON_WORDS = ("auth", "key", "pass", "token")  # secret-like words that also mean other things
QUOTE = r"[rbuf]{0,2}\\{0,7}[\"']"

_OPEN = re.compile(
    r"[ \t]{0,16}(?:\\\r?\n[ \t]{0,64})?(?P<bracket>(?:[(\[]|\{(?=\s{0,64}[\"']))\s{0,64})?"
    r"(?:[|>][-+]?[ \t]{0,8}\r?\n[ \t]{0,64})?",
    re.ASCII,
)
_SCHEME = re.compile(r"(?:bearer|basic|token|digest|negotiate|apikey)[ \t]{1,4}", re.IGNORECASE)
STRING = re.compile(
    r"""[rbuf]{0,2}(?:
      "{3}(?P<triple>[\s\S]*?)(?:"{3}|\Z) | '{3}(?P<triple_single>[\s\S]*?)(?:'{3}|\Z)
    | \\{1,7}"(?P<escaped>[^"\\\r\n]*(?:\\+[^"\\\r\n][^"\\\r\n]*)*)(?:\\{0,7}")?
    | \\{1,7}'(?P<escaped_single>[^'\\\r\n]*(?:\\+[^'\\\r\n][^'\\\r\n]*)*)(?:\\{0,7}')?
    | "(?P<double>[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*)"? | '(?P<single>[^'\\\r\n]*(?:\\.[^'\\\r\n]*)*)'?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHERWISE = r"(?:or|\|\||\?\?|else|if\s[^\"'\r\n]{1,60}\selse)"
_MORE = re.compile(
    rf"[ \t]{{0,128}}(?:(?:[+\\]|%[ \t]?\(?|\.join\([(\[]?|{_OTHERWISE})[ \t]{{0,64}})?(?={QUOTE})", re.IGNORECASE
)
_MORE_IN_BRACKET = re.compile(rf"\s{{0,128}}(?:[+,:\\]\s{{0,64}})?(?={QUOTE})", re.IGNORECASE)
_FALLBACK = re.compile(rf"[ \t]{{1,8}}{_OTHERWISE}[ \t]{{1,8}}(?={QUOTE})", re.IGNORECASE)
_COLON = re.compile(r"\s{0,64}:")

_END = r"(?=[\s,;)\]}\"'\\]|\Z)"
_FIELD = (
    r"\$\{\{?\s{0,4}[A-Za-z_][\w.-]{0,80}\s{0,4}\}{1,2}|\$[A-Z_][A-Z0-9_]{0,80}|\$env:\w{1,80}|\$\([^()\r\n]{1,80}\)"
    r"|\{\{?\s{0,4}[A-Za-z_][\w.\[\]\"']{0,80}\s{0,4}\}{1,2}|<\|?[A-Za-z][A-Za-z _|-]{0,40}>|%s|%\(\w{1,40}\)s"
)
_FIELDS = re.compile(rf"(?:{_FIELD}|\*+|\.\.\.)", re.ASCII)
_REFERENCE = re.compile(
    rf"""(?:{_FIELD})(?=[\s,;:)\]}}\"'\#&/@\\]|\Z)
    |(?:True|False|None|true|false|null|nil|undefined|yes|no|on|off|\.\.\.
    |(?:str|bytes|bool|int|float|Any|dict|list|SecretStr)(?:\s{{0,4}}\|\s{{0,4}}None)?
    |(?:self|cls|args|opts?|options|cfg|config|conf|settings|env|os|secrets|st|process\.env|params|kwargs|request|flags)
        \.[A-Za-z_][\w.]{{0,80}}
    |[A-Za-z_.]{{1,80}}\.[A-Za-z_]{{0,40}}(?:token|key|secret|password|credentials?)){_END}
    |(?:return|raise|continue|break)\s|\{{(?:\s|\Z|\w{{1,40}}\s?:)|(?<=\s)[!%]\s?[a-z]{{1,20}}\s""",
    re.VERBOSE | re.ASCII,
)
_CALL = re.compile(rf"[A-Za-z_][\w.]{{0,80}}[(\[](?:[ \t]{{0,8}}(?=[\r\n]|\Z)|[^\r\n]{{0,200}}?[)\]]{_END})", re.ASCII)
_ARGUMENT = re.compile(rf"[,=]\s{{0,8}}(?={QUOTE})", re.IGNORECASE)
_VARIABLE = re.compile(r"[A-Za-z_]{1,80}(?=\s{0,4}[,)}])")
_ASSIGNED_VARIABLE = re.compile(r"[A-Za-z_]{1,80}$", re.MULTILINE)
_COUNT = re.compile(rf"\d{{1,3}}(?:\.\d{{1,20}})?{_END}", re.ASCII)
_PINNED = re.compile(r"\d{1,9}(?:\.\d{1,9}){1,6}(?:(?:a|b|rc|\.post|\.dev)\d{1,9})?(?![\w.])", re.ASCII)
_WORD = re.compile(r"(?:(?!,[\w.-]{1,60}=)[^\s\"'&;<])+", re.ASCII)
_REST_OF_LINE = re.compile(r"(?:(?!,\s?[\w.-]{1,60}\s?=|\s\#)[^\r\n])+", re.ASCII)
_LINE_START = re.compile(
    r"[\s>#%!$*+-]{0,80}(?:(?:export|set|setx|env|arg|declare|local|readonly|let|const|var|-e|-x)\s{1,8}){0,3}[\"']?[\w.-]{0,80}",
    re.IGNORECASE | re.ASCII,
)
_ELEMENT = re.compile(r"[^<\r\n]+")


def literals(name: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Spans of the literals at the end of `name`, a match of a name with its separator; none for a reference."""
    text = name.string
    opened = _OPEN.match(text, name.end())
    start = opened.end() if opened else name.end()
    if STRING.match(text, start):
        yield from _strings(text, start, bool(name["call"] or (opened and opened["bracket"])))
        return
    scheme = _SCHEME.match(text, start)
    start = scheme.end() if scheme else start
    reference = _CALL.match(text, start) or _REFERENCE.match(text, start)
    if reference:
        yield from _fallbacks(text, *reference.span())
    elif not (_is_flag(name, start) or _is_same_name(name, start) or _is_count(name, start) or _is_pin(name, start)):
        yield _unquoted(name, start)


def _fallbacks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The strings that stand in for a reference: `getenv(name, "default")`, `args.password or "default"`."""
    for argument in _ARGUMENT.finditer(text, start, end):
        yield from _strings(text, argument.end(), in_bracket=False)
    otherwise = _FALLBACK.match(text, end)
    if otherwise:
        yield from _strings(text, otherwise.end(), in_bracket=False)


def _strings(text: str, start: int, in_bracket: bool) -> Iterator[tuple[int, int]]:
    """The contents of the string at `start` and of those joined to it."""
    more = _MORE_IN_BRACKET if in_bracket else _MORE
    while string := STRING.match(text, start):
        first, last = string.span(string.lastgroup or 0)
        scheme = _SCHEME.match(text, first, last)
        first = scheme.end() if scheme else first
        if not _FIELDS.fullmatch(text, first, last) and not (in_bracket and _COLON.match(text, string.end())):
            yield first, last
        following = more.match(text, string.end())
        if not following:
            return
        start = following.end()


def _is_same_name(name: re.Match[str], start: int) -> bool:
    """Whether a variable of the same name is passed on, as in `login(token=hf_token)` or `self.token = token`."""
    variable = _VARIABLE.match(name.string, start)
    if name[0].endswith(" =") and not variable:
        variable = _ASSIGNED_VARIABLE.match(name.string, start)
    own = (name["word"] + name["suffix"]).lower()
    return variable is not None and ("_" + variable[0].lower()).endswith("_" + own)


def _is_flag(name: re.Match[str], start: int) -> bool:
    return bool(name["space"]) and name.string.startswith("-", start)


def _is_count(name: re.Match[str], start: int) -> bool:
    return name["word"].lower() in COMMON_WORDS and bool(_COUNT.match(name.string, start))


def _is_pin(name: re.Match[str], start: int) -> bool:
    """Whether a package is pinned to its version: `google-auth==2.27.0`."""
    return name[0].endswith("==") and bool(_PINNED.match(name.string, start))


def _unquoted(name: re.Match[str], start: int) -> tuple[int, int]:
    text = name.string
    line = text.rfind("\n", max(0, name.start() - 200), name.start()) + 1
    pattern = _WORD
    if name["tag"]:
        pattern = _ELEMENT
    elif not name["space"] and _LINE_START.fullmatch(text, line, name.start()):
        pattern = _REST_OF_LINE
    value = pattern.match(text, start)
    if not value:
        return start, start
    return start, start + len(value[0].rstrip(" \t,)]}\"'"))
