"""Literals that stand at secret names: assigned to them, passed, keyed or defaulted, in any kind of document.

Each name is looked at on its own: some characters behind it, at most a line before and a few after it. So the cost
is that of the number of names, and most names end at their first look, because nothing is assigned to them.
"""

from __future__ import annotations

import re

from labcoat.core.keys.names import is_password_name
from labcoat.core.keys.values import is_password, looks_random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUOTE = r"(?:\\{0,3}[\"'`]|&quot;|&\#(?:39|34|x27);)"
_STRING_START = rf"[rRbBuUfF]{{0,2}}{QUOTE}"
_TYPE = r"[A-Za-z_&*][\w.:*&]{0,40}(?:\[[^\]\n]{0,60}\]|<[^>\n]{0,60}>)?\??(?:[ \t]?\|[ \t]?[\w.]{1,40}){0,3}"

_LINK = re.compile(
    rf"""(?P<close>{QUOTE})?
    (?: (?P<typed>\??[ \t]{{0,8}}:[ \t]{{0,8}}{_TYPE}[ \t]{{0,8}}=(?![=>])|[ \t]{{1,4}}[Ss]tring[ \t]{{0,4}}=|\[\w{{0,8}}\][ \t]{{0,4}}=)
      | (?P<pair>[ \t]{{0,8}},?\s{{1,60}}{QUOTE}?(?:[Vv]alue|VALUE|default(?:Value)?){QUOTE}?\s{{0,4}}[:=])
      | (?P<comma>\s{{0,8}},\s{{0,64}}(?={_STRING_START}))
      | (?P<options>\s{{0,8}},)
      | (?P<call>\(\s{{0,64}}(?={_STRING_START}))
      | (?P<fallback>\s{{0,4}}[\])]{{1,2}}(?=[ \t]{{1,8}}(?:or|\|\||\?\?|if)[ \t]))
      | (?P<sign>\s{{0,8}}\]?[ \t]{{0,40}}(?::=|[=!]={{1,2}}|[?+]=|=>|->|=|:(?!:)))
      | (?P<tag>>(?!>))
      | (?P<block>[ \t]{{0,8}}\{{)
      | (?P<by>\s{{1,8}}by\s{{1,8}}(?:values\s{{1,8}}|password\s{{1,8}})?(?={_STRING_START}))
      | (?P<space>[ \t]{{1,8}}(?=[^\s=:]))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SOON = frozenset("=:\"'`\\,(>[{? \t\n&]")  # what may begin a link

_OPEN = re.compile(r"[ \t]{0,64}(?:\\\r?\n[ \t]{0,64})?(?P<bracket>[(\[]\s{0,64})?")
_SCHEME = re.compile(r"(?:bearer|basic|token|digest|apikey|api-key|key)[ \t]{1,4}", re.IGNORECASE)
_QUOTED = re.compile(
    r"""(?P<prefix>[rRbBuUfF]{0,2})(?:
      (?P<triple>\"{3}|'{3})(?P<a>.{0,2000}?)(?P=triple)
    | (?P<slashes>\\{1,3})(?P<inner>["'`])(?P<b>[^"'`\\\r\n]{0,2000})(?P=slashes)(?P=inner)
    | "(?P<c>[^"\\\r\n]{0,2000}(?:\\.[^"\\\r\n]{0,2000}){0,40})" | '(?P<d>[^'\\\r\n]{0,2000}(?:\\.[^'\\\r\n]{0,2000}){0,40})'
    | `(?P<e>[^`\\\r\n]{0,2000})` | (?P<entity>&quot;|&\#(?:39|34|x27);)(?P<f>[^&"'<>\r\n]{0,2000})(?P=entity)
    )""",
    re.VERBOSE | re.DOTALL,
)
_JOINED = re.compile(
    rf"[ \t]{{0,64}}(?:\\?\r?\n[ \t]{{0,64}}\+|\+[ \t]{{0,64}}(?:\\?\r?\n[ \t]{{0,64}})?|\\\r?\n[ \t]{{0,64}})?[ \t]{{0,64}}(?={_STRING_START})"
)
_JOINED_INSIDE = re.compile(rf"\s{{0,64}}\+?\s{{0,64}}(?={_STRING_START})")
_NEXT = re.compile(rf"\s{{0,8}},\s{{0,64}}(?={_STRING_START})")
_COLON = re.compile(r"\s{0,8}:(?!:)")
_ELSE = re.compile(
    rf"[ \t]{{1,8}}if[ \t][^\"'\r\n]{{1,80}}[ \t]else[ \t]{{1,8}}(?={_STRING_START})|[ \t]{{0,8}}:[ \t]{{1,8}}(?={_STRING_START})"
)

_ATOM = r"[\w.]{1,80}(?:\([^()\r\n]{0,100}\)|\[[^\[\]\r\n]{0,100}\]){0,2}"
_OTHERWISE = re.compile(
    rf"""[ \t]{{0,8}}(?:{_ATOM})?[ \t]{{1,8}}(?:
      (?:(?:or|\|\||\?\?)[ \t]{{1,8}}(?:{_ATOM}[ \t]{{1,8}}(?:or|\|\||\?\?)[ \t]{{1,8}}){{0,2}})
    | if[ \t][^"'\r\n]{{1,80}}[ \t]else[ \t]{{1,8}} | (?:==?=?[ \t]?[\w"'.]{{1,40}}[ \t])?\?[ \t]{{1,8}}(?:{_ATOM}[ \t]?:[ \t]?)?
    )(?={_STRING_START})""",
    re.VERBOSE,
)
_WRAPPED = re.compile(
    rf"""(?:new[ \t]{{1,4}})?[\w.]{{0,60}}?(?:
      (?:SecretStr|Secret|Password|Credentials?|str|bytes|String|quote|quote_plus|b\w{{0,9}}64\w{{0,7}}|Field|Option|Argument|Param|toCharArray|strdup)\(
      \s{{0,8}}(?:default[ \t]?=[ \t]?|value[ \t]?=[ \t]?)?
    | (?:getenv|get|pop|setdefault|config|env|fetch|getProperty|getOrDefault|getString|Get)\(\s{{0,8}}[rbu]?(?:"[^"\r\n]{{1,80}}"|'[^'\r\n]{{1,80}}'),\s{{0,8}}
      (?:default[ \t]?=[ \t]?)?
    )(?={_STRING_START})""",
    re.VERBOSE,
)
_DEFAULT = re.compile(
    rf"\b(?:default|value|fallback|defaultValue)[\"']?[ \t]{{0,4}}[=:][ \t]{{0,4}}(?={_STRING_START})"
)
_NEXT_OPTION = re.compile(r"add_argument|\.option|\n[ \t]*\n|\bdef\b|\}")
_NO_SETTER = re.compile(
    r"(?:get|fetch|load|read|find|delete|remove|has|is|generate|create|make|parse|split|count|decode|prompt|ask|input)[_A-Z]",
    0,
)

_LINE_START = re.compile(
    r"[ \t>#%!$*+/-]{0,40}(?:(?:export|set|setx|env|set_env|arg|declare|local|readonly|let|const|var|final|static|public|private|-e|-x|-gx?"
    r"|default)[ \t]{1,8}){0,3}[\"']?(?:[\w-]{1,40}[.:/]){0,8}[\"']?",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"(?:^|[\s\"'`!%|&;(])(?:env|set_env|arg|setx|set|setenv|config:set|-e|--env)[ \t]{1,8}$", re.IGNORECASE
)
_FLAG = re.compile(r"--?[A-Za-z]")
_NETRC = re.compile(r"(?:login|user|account)\s{1,8}\S{1,100}\s{1,8}$")
_DSN = re.compile(
    r"(?:host|hostaddr|server|user|username|user id|uid|dbname|database|port|data source)[ \t]?=[^\s;=]{1,100}[ ;]",
    re.IGNORECASE,
)

_WORD = re.compile(r"[^\s\"'`;&|<>()\\,]{1,1000}")
_SHELL_WORD = re.compile(r"[^\s\"'`;&|<>()\\]{1,1000}")
_REST = re.compile(r"[^\r\n]{1,1000}")
_RANDOM_WORD = re.compile(r"[A-Za-z0-9+/=_.~:-]{16,1000}")
_COMMENT = re.compile(r"[ \t]+(?:[#;]|//)")
_BLOCK_SCALAR = re.compile(r"[ \t]{0,8}[|>][-+]?\d?[ \t]{0,8}\r?\n[ \t]{1,64}")
_CELL_MAGIC = re.compile(
    r"\s{0,20}(?:[#%][^\n]{0,100}\n\s{0,20}){0,3}%%(?P<magic>bash|sh|script|system|!|cmd|writefile|file)\b[^\n]{0,100}"
)

_LINES = ("yaml", "ini")
_WORDS = ("shell", "dockerfile", "makefile", "requirements")


def assigned(text: str, kind: str, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The literals that belong to the secret names at these places of a text: (start, end, name).

    `kind` is that of the document, `output` for text that a program printed. Literals that are joined are one, from the
    first to the last: `values.plain` puts them together. References (variables, look-ups, template fields) are none.
    """
    if kind == "python":
        kind = _kind_of_cell(text)
    done: set[tuple[int, int]] = set()
    for start, end in names:
        if text[end : end + 1] not in _SOON:
            continue
        link = _LINK.match(text, end)
        if not link:
            continue
        for span in _Name(text, kind, start, link).literals():
            if span[0] < span[1] and span not in done:
                done.add(span)
                yield span[0], span[1], text[start:end].lstrip("-")


def _kind_of_cell(text: str) -> str:
    """`python`, or what the magic at the top of a notebook cell says."""
    if "%%" not in text[:500]:
        return "python"
    magic = _CELL_MAGIC.match(text)
    if not magic:
        return "python"
    return "shell" if magic["magic"] not in ("writefile", "file") else "ini" if ".env" in magic[0] else "text"


class _Name:
    """One place of a name, and what links it to a value."""

    __slots__ = ("how", "kind", "link", "name", "start", "text")

    def __init__(self, text: str, kind: str, start: int, link: re.Match[str]) -> None:
        self.text = text
        self.kind = kind
        self.start = start
        self.link = link
        self.how = link.lastgroup or ""
        self.name = text[start : link.start()]

    def literals(self) -> Iterator[tuple[int, int]]:
        """Spans of the values, by the way they are linked."""
        if self.name.lower() in ("username", "identified"):
            return self._by_marker()
        reader = _READERS.get(self.how)
        return reader(self) if reader else iter(())

    def before(self, size: int) -> str:
        """What stands before the name on its line, at most `size` characters of it."""
        return self.text[max(0, self.start - size) : self.start].rpartition("\n")[2]

    def _by_marker(self) -> Iterator[tuple[int, int]]:
        if self.how == "by":
            yield from strings(self.text, self.link.end())
        elif self.how == "sign" and self.link["close"]:
            found = _KAGGLE.match(self.text, self.link.end())
            if found:
                yield found.span("key")

    def assigned(self) -> Iterator[tuple[int, int]]:
        """`name = value`, `"name": value`, `name: str = value`."""
        opened = _OPEN.match(self.text, self.link.end())
        at = opened.end() if opened else self.link.end()
        found = list(strings(self.text, at, inside=(opened["bracket"] or "") if opened else ""))
        if found:
            yield from found
        elif not _STRING.match(self.text, at):
            wrapped = _WRAPPED.match(self.text, at) or _OTHERWISE.match(self.text, at)
            if wrapped:
                yield from strings(self.text, wrapped.end())
            elif self.how in ("sign", "pair") and not (opened and opened["bracket"]):
                yield from self.bare(at)

    def fallback(self) -> Iterator[tuple[int, int]]:
        """`environ["NAME"] or "value"`."""
        otherwise = _OTHERWISE.match(self.text, self.link.end())
        if otherwise and self.link["close"]:
            yield from strings(self.text, otherwise.end())

    def argument(self) -> Iterator[tuple[int, int]]:
        """`("name", "value")`, `("--name", default="value")`."""
        if not self.link["close"]:
            return
        if self.how == "comma":
            found = list(strings(self.text, self.link.end(), inside="("))
            if found and self._is_pair():
                yield from found
        end = min(len(self.text), self.link.end() + 300)
        stop = _NEXT_OPTION.search(self.text, self.link.end(), end)
        default = _DEFAULT.search(self.text, self.link.end(), stop.start() if stop else end)
        if default:
            yield from strings(self.text, default.end())

    def _is_pair(self) -> bool:
        """Whether the name begins a list of arguments, or is a flag."""
        before = self.before(24).rstrip(" \t")
        return (
            before.rstrip("\"'`\\rbuf")[-1:] in ("(", "[", "{", ",")
            or self.name.startswith("-")
            or before in ('"', "'")
        )

    def call(self) -> Iterator[tuple[int, int]]:
        """`set_password("value")`, `SecretStr("value")`."""
        if not self.link["close"] and not _NO_SETTER.match(self.name):
            yield from strings(self.text, self.link.end(), inside="(")

    def tag(self) -> Iterator[tuple[int, int]]:
        """`<password>value</password>`, `<string name="password">value</string>`."""
        before = self.before(100)
        opens = before.rstrip("_:.-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").endswith("<")
        if opens or (self.link["close"] and "<" in before):
            found = _ELEMENT.match(self.text, self.link.end())
            if found:
                yield found.span("value")

    def block(self) -> Iterator[tuple[int, int]]:
        """`variable "name" { default = "value" }`."""
        if not self.link["close"]:
            return
        end = min(len(self.text), self.link.end() + 300)
        stop = self.text.find("}", self.link.end(), end)
        default = _DEFAULT.search(self.text, self.link.end(), end if stop < 0 else stop)
        if default:
            yield from strings(self.text, default.end())

    def spaced(self) -> Iterator[tuple[int, int]]:
        """`--name value`, `ENV NAME value`, `login x password value`, `PASSWORD 'value'`."""
        at = self.link.end()
        if self.link["close"]:
            return
        low = self.name.lower()
        if low == "bearer":
            yield from self.random_word(at)
        elif self.name.startswith("-") or _COMMAND.search(self.before(40)):
            yield from strings(self.text, at) if _STRING.match(self.text, at) else self.word(at)
        elif low in ("password", "passwd") and _NETRC.search(self.text[max(0, self.start - 130) : self.start]):
            yield from self.word(at)
        elif low == "password" and _SQL.search(self.before(80)):
            yield from strings(self.text, at)
        elif self.kind in ("hcl", "other", "ini", "shell"):
            yield from (span for span in strings(self.text, at) if looks_random(self.text[span[0] : span[1]]))

    def word(self, at: int) -> Iterator[tuple[int, int]]:
        """A bare word, of any kind where commands are written; elsewhere one that looks like a secret."""
        found = _SHELL_WORD.match(self.text, at)
        if not found or found[0].startswith(("-", "$")):
            return
        if self.kind in _WORDS or self.kind in _LINES or self.before(200).lstrip()[:1] in ("!", "%"):
            yield found.span()
        elif is_password_name(self.name) and is_password(found[0], self.kind) and any(map(str.isdigit, found[0])):
            yield found.span()
        else:
            yield from self.random_word(at)

    def random_word(self, at: int) -> Iterator[tuple[int, int]]:
        """A bare word that looks random."""
        scheme = _SCHEME.match(self.text, at)
        found = _RANDOM_WORD.match(self.text, scheme.end() if scheme else at)
        if found and self.text[found.end() : found.end() + 1] not in ("(", "[", "{"):
            end = found.start() + len(found[0].rstrip(".:"))
            if looks_random(self.text[found.start() : end]):
                yield found.start(), end

    def bare(self, at: int) -> Iterator[tuple[int, int]]:
        """A value without quotes, as this kind of document writes them."""
        sign = self.link["sign"] or ""
        last = self.text[self.start - 1 : self.start]
        before = self.before(200)
        glued = sign.endswith("=") and self.text[at - 1 : at] == "=" and not sign.startswith(("=", "!")) or sign == "="
        if glued and self.text[at - 1 : at] == "=" and (last in ("?", "&", ";") or _DSN.search(before)):
            yield from self.query_word(at)
        elif glued and last in ("'", '"', "`") and self.text[at - 1 : at] == "=":
            yield from self.quoted_word(at, last)
        elif self.kind in _LINES:
            yield from self.line(at, before)
        elif self.kind in _WORDS or before.lstrip()[:1] in ("!", "%"):
            yield from self.command_word(at, sign)
        else:
            yield from self.random_word(at)

    def query_word(self, at: int) -> Iterator[tuple[int, int]]:
        found = _WORD.match(self.text, at)
        if found and (is_password_name(self.name) or looks_random(found[0])):
            yield found.span()

    def quoted_word(self, at: int, quote: str) -> Iterator[tuple[int, int]]:
        """`"NAME=value"`: up to the quote."""
        found = _SHELL_WORD.match(self.text, at)
        if found and self.text[found.end() : found.end() + 1] in (quote, "\\"):
            yield found.span()

    def line(self, at: int, before: str) -> Iterator[tuple[int, int]]:
        """The rest of the line, where the name begins it."""
        scalar = _BLOCK_SCALAR.match(self.text, at)
        at = scalar.end() if scalar else at
        pattern = _REST if _LINE_START.fullmatch(before) else _WORD
        found = pattern.match(self.text, at)
        if not found:
            return
        comment = _COMMENT.search(found[0])
        value = found[0][: comment.start()] if comment else found[0]
        scheme = _SCHEME.match(value)
        first = at + (scheme.end() if scheme else 0)
        yield first, max(first, at + len(value.rstrip(" \t,;")))

    def command_word(self, at: int, sign: str) -> Iterator[tuple[int, int]]:
        """`NAME=value` of a shell; with spaces around the sign only in a makefile or a Dockerfile."""
        tight = self.text[at - 1 : at] == "=" and sign.strip() == sign
        found = _SHELL_WORD.match(self.text, at)
        if found and "=" in sign and (tight or self.kind in ("makefile", "requirements")):
            yield found.span()
        else:
            yield from self.random_word(at)


_STRING = re.compile(_STRING_START)
_ELEMENT = re.compile(r"\s{0,8}(?:<!\[CDATA\[)?(?P<value>[^<>\r\n]{1,500}?)(?:\]\]>)?\s{0,8}</")
_SQL = re.compile(r"\b(?:with|user|role|login|encrypted|identified|set|by|=)\b[^\n;]{0,60}$", re.IGNORECASE)
_KAGGLE = re.compile(
    rf"\s{{0,4}}{QUOTE}[^\"'\\\s]{{1,60}}{QUOTE}\s{{0,4}},\s{{0,64}}{QUOTE}key{QUOTE}\s{{0,4}}:\s{{0,4}}{QUOTE}(?P<key>[0-9a-f]{{32}})(?![0-9a-z])"
)
_READERS = {
    "typed": _Name.assigned,
    "pair": _Name.assigned,
    "sign": _Name.assigned,
    "comma": _Name.argument,
    "options": _Name.argument,
    "call": _Name.call,
    "fallback": _Name.fallback,
    "tag": _Name.tag,
    "block": _Name.block,
    "space": _Name.spaced,
}


def strings(text: str, at: int, inside: str = "") -> Iterator[tuple[int, int]]:
    """The contents of the string literal at `at`, joined with those that follow it; in a list, of each element."""
    more = _JOINED_INSIDE if inside else _JOINED
    for _ in range(50):
        string = _QUOTED.match(text, at)
        if not string:
            return
        first, last = _content(string)
        literal = _is_literal(string)
        for _ in range(50):
            joined = more.match(text, string.end())
            following = joined and _QUOTED.match(text, joined.end())
            if not following:
                break
            string = following
            literal = literal and _is_literal(string)
            last = _content(string)[1]
        if literal and not (inside and _COLON.match(text, string.end())):
            scheme = _SCHEME.match(text, first, last)
            yield scheme.end() if scheme else first, last
        following_one = _NEXT.match(text, string.end()) if inside.startswith("[") else _ELSE.match(text, string.end())
        if not following_one:
            return
        at = following_one.end()


def _content(string: re.Match[str]) -> tuple[int, int]:
    for group in ("c", "d", "a", "b", "e", "f"):
        if string[group] is not None:
            return string.span(group)
    return string.span()


def _is_literal(string: re.Match[str]) -> bool:
    """Whether it has no fields to fill in."""
    return not ("f" in string["prefix"].lower() and "{" in string[0])
