"""Literals that stand at secret names: assigned to them, passed, keyed or defaulted, in any kind of document.

Each name is looked at on its own: some characters behind it, at most a line before and a few after it. So the cost
is that of the number of names, and most names end at their first look, because nothing is assigned to them.
"""

from __future__ import annotations

import re

from labcoat.core.keys import children, positional
from labcoat.core.keys.names import is_password_name
from labcoat.core.keys.prose import written_down
from labcoat.core.keys.strings import BEGINS_STRING, NEXT, QUOTE, QUOTED, SCHEME, STRING, strings
from labcoat.core.keys.values import is_class_name, is_password, is_strong_password, looks_random

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TYPE = r"[A-Za-z_&*][\w.:*&]{0,40}(?:\[[^\]\n]{0,60}\]|<[^>\n]{0,60}>)?\??(?:[ \t]?\|[ \t]?[\w.]{1,40}){0,3}"

_LINK = re.compile(
    rf"""(?P<close>{QUOTE}|</\w{{1,12}}>)?
    (?: (?P<typed>\??[ \t]{{0,8}}:[ \t]{{0,8}}{_TYPE}[ \t]{{0,8}}=(?![=>])|[ \t]{{1,4}}string[ \t]{{0,4}}=
          |\[\w{{0,8}}\][ \t]{{0,4}}=)
      | (?P<pair>[,:]?\s{{1,60}}(?:desc:[ \t]{{1,8}}\w{{1,20}}\s{{1,60}})?
          {QUOTE}?(?:value|default(?:Value)?){QUOTE}?\s{{0,4}}[:=])
      | (?P<comma>\s{{0,8}},\s{{0,64}}(?={STRING}))
      | (?P<options>\s{{0,8}},)
      | (?P<call>\(\s{{0,64}}(?={STRING}))
      | (?P<fallback>\s{{0,4}}[\])]{{1,2}}(?=\s{{1,64}}(?:or|\|\||\?\?|if)\s)
          |(?=\s{{1,64}}(?:or|\|\||\?\?)\s))
      | (?P<expansion>:[-=](?=[^\s=}}]))
      | (?P<sign>\s{{0,8}}\]?[ \t]{{0,40}}(?:[:.]{{1,3}}=|[=!]={{1,2}}|[?+]=|=>|->|<{{1,2}}-(?![->])|=|:(?!:)))
      | (?P<tag>>(?!>))
      | (?P<block>[ \t]{{0,8}}\{{)
      | (?P<by>\s{{1,8}}(?:with\s{{1,8}}['"\w]{{1,40}}\s{{1,8}})?by\s{{1,8}}(?:values\s{{1,8}})?(?={STRING}))
      | (?P<prose>(?:[ \t]key)?[ \t]{{1,4}}(?:-|is|was|\|)[ \t]{{1,4}}(?=\S)
          |[ \t]key['"`]?[ \t]{{0,4}}[:=][ \t]{{0,8}})
      | (?P<space>[ \t]{{1,8}}(?=[^\s=:]))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SOON = frozenset("=:\"'`\\,(>[{? \t\n&.<!|")  # what may begin a link

_OPEN = re.compile(
    r"[ \t]{0,64}(?:\\?\r?\n[ \t]{1,64}(?=\\{0,3}[\"'`])|\\\r?\n[ \t]{0,64})?(?P<bracket>(?:[(\[]\s{0,64})?)"
)
_ATOM = r"[\w.]{1,80}(?:\([^()\r\n]{0,100}\)|\[[^\[\]\r\n]{0,100}\]){0,2}"
_GAP = r"(?:[ \t]{1,8}|[ \t]{0,8}\\?\r?\n[ \t]{1,64})"
_OR = rf"(?:or|\|\||\?\?){_GAP}"
_OTHERWISE = re.compile(
    rf"""[ \t]{{0,8}}(?:{_ATOM})?{_GAP}(?:
      {_OR}(?:{_ATOM}{_GAP}{_OR}){{0,2}}
    | if[ \t][^\r\n]{{1,80}}?{_GAP}else{_GAP}
    | (?:==?=?[ \t]?[\w"'.]{{1,40}}[ \t])?\?[ \t]{{1,8}}(?:{_ATOM}[ \t]?:[ \t]?)?
    )(?={STRING})""",
    re.VERBOSE,
)
_CALL = re.compile(r"(?:new[ \t]{1,4})?(?:[\w.:]{0,60}[.:])?(?P<function>\w{1,40})\(\s{0,64}")
_WRAPPERS = frozenset(
    "SecretStr Secret Password Credential Credentials str bytes String quote quote_plus Field field Option "
    "Header Query Form "
    "Argument Param "
    "strdup b64decode b64encode urlsafe_b64decode urlsafe_b64encode standard_b64decode Buffer atob btoa".split()
)
_LOOKUPS = frozenset(
    "getenv get pop setdefault config env fetch getProperty getOrDefault getString Get env_or environ_or".split()
)
_WRAPPED = re.compile(rf"(?:(?:default|value)[ \t]?=[ \t]?)?(?={STRING})")
_LOOKED_UP = re.compile(
    rf"""[rbu]?(?:"[^"\r\n]{{1,80}}"|'[^'\r\n]{{1,80}}'),\s{{0,64}}(?:default[ \t]?=[ \t]?)?(?={STRING})"""
)
_DEFAULT = re.compile(rf"\b(?:default|value|fallback|defaultValue)[\"']?[ \t]{{0,4}}[=:][ \t]{{0,4}}(?={STRING})")
_NEXT_OPTION = re.compile(r"add_argument|\.option|\n[ \t]{0,40}\n|\bdef\b|\}")
_CALL_ABOVE = re.compile(r"\w\([ \t]{0,8}\r?\n[ \t]{0,64}[\"'][\w./-]{0,60}$")
_NO_SETTER = re.compile(
    r"(?:get|fetch|load|read|find|delete|remove|has|is|generate|create|make|parse|split|count|decode|prompt|ask|input)"
    r"[_A-Z]|splitpass"
)

_LINE_START = re.compile(
    r"""[ \t>\#%!$*+/-]{0,40}(?:(?:export|set|setx|env|set_env|arg|declare|local|readonly|let|const|var|final|static
    |public|private|default|-e|-x|-gx?)[ \t]{1,8}){0,3}["']?(?:[\w-]{1,40}[.:/]){0,8}["']?""",
    re.VERBOSE | re.IGNORECASE,
)
_COMMAND = re.compile(
    r"(?:^|[\s\"'`!%|&;(])(?:env|set_env|arg|setx|set|setenv|config:set|-e|--env|#?define|global)[ \t]{1,8}$",
    re.IGNORECASE,
)
_NETRC = re.compile(r"(?:login|user|account)\s{1,8}\S{1,100}\s{1,8}$")
_DSN = re.compile(
    r"(?:host|hostaddr|server|user|username|user id|uid|dbname|database|port|source)[ \t]?=[^\s;=,()\"']{1,100}[ ;]",
    re.IGNORECASE,
)
_SQL = re.compile(r"\b(?:with|user|role|login|encrypted|identified|set|by)\b[^\n;]{0,60}$", re.IGNORECASE)
_ELEMENT = re.compile(r"\s{0,64}(?:<!\[CDATA\[\s{0,64})?(?=(?P<value>[^<>\s][^<>\r\n]{0,500}))(?P=value)>?\s{0,64}</")
_KAGGLE = re.compile(
    rf"""\s{{0,4}}{QUOTE}[^"'\\\s]{{1,60}}{QUOTE}\s{{0,4}},\s{{0,64}}{QUOTE}key{QUOTE}\s{{0,4}}:\s{{0,4}}{QUOTE}
    (?P<key>[0-9a-f]{{32}})(?![0-9a-z])""",
    re.VERBOSE,
)

_WORD = re.compile(r"[^\s\"'`;&|<>()\\,]{1,1000}")
_SHELL_WORD = re.compile(r"[^\s\"'`;&|<>()\\]{1,1000}")
_REST = re.compile(r"[^\r\n]{1,1000}")
_RANDOM_WORD = re.compile(r"[A-Za-z0-9+/=_.~:-]{16,1000}")
_EXPANDED = re.compile(r"[^\s\"'`$(){}]{1,1000}(?=\})")
_COMMENT = re.compile(r"[ \t]{1,40}(?:[#;]|//)")
_BLOCK_SCALAR = re.compile(r"[ \t]{0,8}[|>][-+]?\d?[ \t]{0,8}\r?\n[ \t]{1,64}")
_CELL_MAGIC = re.compile(
    r"\s{0,20}(?:[#%][^\n]{0,100}\n\s{0,20}){0,3}%%(?P<magic>bash|sh|script|system|!|cmd|writefile|file)\b[^\n]{0,100}"
)
_SIGN = re.compile(r"[!@#$%^&?]")
_DOTTED = "._-/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

_LINES = ("yaml", "ini")  # where a value goes on to the end of the line
_WORDS = ("shell", "dockerfile", "makefile", "requirements")  # where it is a word
_PROSE = ("markdown", "text", "output")
_ALIASES = dict.fromkeys(("login", "connect", "sshpass"), "password")  # calls and commands that take one
_HALVES = ("api", "access", "username", "identified")  # names only with what follows them


def assigned(text: str, kind: str, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The literals that belong to the secret names at these places of a text: (start, end, name).

    `kind` is that of the document, `output` for text that a program printed. Literals that are joined are one, from the
    first to the last: `values.plain` puts them together. References (variables, look-ups, template fields) are none.
    """
    if kind == "python":
        kind = _kind_of_cell(text)
    done: set[int] = set()
    for start, end in names:
        for span in _elsewhere(text, kind, start, end):
            if span[0] not in done:
                done.add(span[0])
                yield span[0], span[1], _ALIASES.get(text[start:end].lower()) or text[start:end].lstrip("-")
        if text[end : end + 1] not in _SOON:
            continue
        link = _LINK.match(text, end)
        if not link:
            continue
        place = _Name(text, kind, start, link)
        for span in place.literals():
            if span[0] < span[1] and span[0] not in done:
                done.add(span[0])
                yield span[0], span[1], place.alias or text[start:end].lstrip("-")


def _elsewhere(text: str, kind: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Values that no link leads to: of a marker, in prose, below the name, or in a dictionary or tuple."""
    if text[start:end].lower() in _ALIASES:
        yield from positional.at_marker(text, start, end)
        return
    if text[start - 1 : start] == " ":
        yield from positional.before_arrow(text, start)
    if kind in _PROSE:
        yield from written_down(text, start, end)
    if text[start:end].lower() in _HALVES:
        return
    if kind == "yaml":
        yield from children.below(text, start, end)
    yield from children.interpolated(text, start, end)
    yield from children.in_dictionary(text, end)
    yield from children.in_tuple(text, start, end)


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

    __slots__ = ("alias", "how", "kind", "link", "name", "start", "text")

    def __init__(self, text: str, kind: str, start: int, link: re.Match[str]) -> None:
        self.text = text
        self.kind = kind
        self.start = start
        self.link = link
        self.how = link.lastgroup or ""
        self.alias = ""
        self.name = text[start : link.start()]

    def literals(self) -> Iterator[tuple[int, int]]:
        """Spans of the values, by the way they are linked."""
        low = self.name.lower()
        if low in ("username", "identified"):
            return self._by_marker()
        if low in _ALIASES:
            return iter(())
        if low in _HALVES:
            return self.said() if self.how == "prose" and " key" in self.link[0].lower() else iter(())
        reader = _READERS.get(self.how)
        return reader(self) if reader else iter(())

    def before(self, size: int) -> str:
        """What stands before the name on its line, at most `size` characters of it."""
        return self.text[max(0, self.start - size) : self.start].rpartition("\n")[2]

    def is_auth(self) -> bool:
        """Whether what follows is a user and a password."""
        return self.name.lower().endswith(("auth", "credential", "credentials"))

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
        at, bracket = (opened.end(), opened["bracket"]) if opened else (self.link.end(), "")
        if bracket.startswith("(") and self.is_auth():
            yield from self._pair_of_strings(at)
        elif BEGINS_STRING.match(self.text, at):
            yield from strings(self.text, at, inside=bracket)
        else:
            inner = self._inside_expression(at)
            if inner >= 0:
                yield from strings(self.text, inner)
            elif self.how in ("sign", "pair", "expansion") and not bracket:
                yield from self.bare(at)

    def _inside_expression(self, at: int) -> int:
        """Where the string of `SecretStr("value")`, `getenv("NAME", "value")` or `other or "value"` begins; or -1."""
        called = _CALL.match(self.text, at)
        if called and called["function"] in _WRAPPERS:
            found = _WRAPPED.match(self.text, called.end())
        elif called and called["function"] in _LOOKUPS:
            found = _LOOKED_UP.match(self.text, called.end())
        else:
            found = None
        found = found or _OTHERWISE.match(self.text, at)
        return found.end() if found else -1

    def _pair_of_strings(self, at: int) -> Iterator[tuple[int, int]]:
        """The password of `auth=("user", "password")`."""
        user = QUOTED.match(self.text, at)
        following = user and NEXT.match(self.text, user.end())
        if following:
            self.alias = "password"
            yield from strings(self.text, following.end())

    def fallback(self) -> Iterator[tuple[int, int]]:
        """`environ["NAME"] or "value"`, `process.env.NAME || "value"`."""
        otherwise = _OTHERWISE.match(self.text, self.link.end())
        if otherwise:
            is_looked_up = self.link["close"] or self.before(60).endswith(".")
            for first, last in strings(self.text, otherwise.end()):
                if is_looked_up or self._is_certain(self.text[first:last]):
                    yield first, last

    def argument(self) -> Iterator[tuple[int, int]]:
        """`("name", "value")`, `("--name", default="value")`."""
        if not self.link["close"] and not (self.how == "comma" and self.name.isupper()):
            return
        if self.how == "comma":
            found = list(strings(self.text, self.link.end(), inside="("))
            if self._is_pair():
                yield from found
            elif self.before(60).rstrip(_DOTTED + "\"'`\\ \t")[-1:] == ",":
                yield from (span for span in found if self._is_certain(self.text[span[0] : span[1]]))
        end = min(len(self.text), self.link.end() + 300)
        stop = _NEXT_OPTION.search(self.text, self.link.end(), end)
        default = _DEFAULT.search(self.text, self.link.end(), stop.start() if stop else end)
        if default:
            yield from strings(self.text, default.end())

    def _is_pair(self) -> bool:
        """Whether the name begins a list of arguments, or is a flag."""
        if not self.link["close"] or self.name.startswith("-"):
            return True
        before = self.before(60).rstrip(_DOTTED)
        if before.strip() in ('"', "'") and _CALL_ABOVE.search(self.text[max(0, self.start - 160) : self.start]):
            return True
        return before in ('"', "'") or before.rstrip("\"'`\\").rstrip(" \t")[-1:] in ("(", "[", "{")

    def call(self) -> Iterator[tuple[int, int]]:
        """`set_password("value")`, `SecretStr("value")`."""
        if self.is_auth():
            found = list(self._pair_of_strings(self.link.end())) or strings(self.text, self.link.end(), inside="(")
            yield from (span for span in found if self.alias or looks_random(self.text[span[0] : span[1]]))
        elif not self.link["close"] and not _NO_SETTER.match(self.name):
            yield from strings(self.text, self.link.end(), inside="(")

    def tag(self) -> Iterator[tuple[int, int]]:
        """`<password>value</password>`, `<string name="password">value</string>`."""
        before = self.before(100)
        opens = before.rstrip(_DOTTED + ":").endswith("<")
        if opens or (self.link["close"] and "<" in before):
            found = _ELEMENT.match(self.text, self.link.end())
            if found:
                value = found["value"].rstrip()
                value = value.removesuffix("]]") if self.text[found.end("value")] == ">" else value
                yield self._element(found.start("value"), found.start("value") + len(value))

    def _element(self, start: int, end: int) -> tuple[int, int]:
        """The whole text of an element; of several words, the one that looks random."""
        for word in _RANDOM_WORD.finditer(self.text, start, end):
            if word.span() != (start, end) and looks_random(word[0]):
                return word.span()
        return start, end

    def block(self) -> Iterator[tuple[int, int]]:
        """`variable "name" { default = "value" }`."""
        if not self.link["close"]:
            return
        end = min(len(self.text), self.link.end() + 300)
        stop = self.text.find("}", self.link.end(), end)
        default = _DEFAULT.search(self.text, self.link.end(), end if stop < 0 else stop)
        if default:
            yield from strings(self.text, default.end())

    def expansion(self) -> Iterator[tuple[int, int]]:
        """`${NAME:-value}`, and `name :=value`, which begins like it."""
        if self.text[self.start - 1 : self.start] != "{":
            yield from self.assigned()
        elif BEGINS_STRING.match(self.text, self.link.end()):
            yield from strings(self.text, self.link.end())
        else:
            found = _EXPANDED.match(self.text, self.link.end())
            if found:
                yield found.span()

    def spaced(self) -> Iterator[tuple[int, int]]:
        """`--name value`, `ENV NAME value`, `login x password value`, `PASSWORD 'value'`."""
        at = self.link.end()
        if self.link["close"]:
            return
        low = self.name.lower()
        if low == "bearer":
            yield from self.random_word(at)
        elif self.name.startswith("-") or _COMMAND.search(self.before(40)):
            yield from strings(self.text, at) if BEGINS_STRING.match(self.text, at) else self.word(at)
        elif low in ("password", "passwd") and _NETRC.search(self.text[max(0, self.start - 130) : self.start]):
            yield from self.word(at)
        elif low == "password" and BEGINS_STRING.match(self.text, at) and _SQL.search(self.before(80)):
            yield from strings(self.text, at)
        else:
            yield from self.said()

    def said(self) -> Iterator[tuple[int, int]]:
        """`token - value`, `the password is value`, `API key: value`."""
        at = self.link.end()
        if self.name.lower() == "pass":
            return
        if BEGINS_STRING.match(self.text, at):
            yield from (span for span in strings(self.text, at) if self._is_certain(self.text[span[0] : span[1]]))
        else:
            yield from self.random_word(at)

    def _is_certain(self, value: str) -> bool:
        return looks_random(value) or (is_password_name(self.name) and is_strong_password(value))

    def word(self, at: int) -> Iterator[tuple[int, int]]:
        """A bare word, of any kind where commands are written; elsewhere one that looks like a secret."""
        found = _SHELL_WORD.match(self.text, at)
        if not found or found[0].startswith(("-", "$")):
            return
        written = self.kind in _WORDS or self.kind in _LINES or self.before(200).lstrip()[:1] in ("!", "%")
        if written or (is_password_name(self.name) and _has_digit(found[0]) and is_password(found[0], self.kind)):
            yield found.span()
        else:
            yield from self.random_word(at)

    def random_word(self, at: int) -> Iterator[tuple[int, int]]:
        """A bare word that looks random."""
        scheme = SCHEME.match(self.text, at)
        found = _RANDOM_WORD.match(self.text, scheme.end() if scheme else at)
        if found and self.text[found.end() : found.end() + 1] not in ("(", "[", "{"):
            end = found.start() + len(found[0].rstrip(".:"))
            value = self.text[found.start() : end]
            if looks_random(value) and not is_class_name(value):
                yield found.start(), end
                return
        if is_password_name(self.name):
            yield from self.strong_word(at)

    def strong_word(self, at: int) -> Iterator[tuple[int, int]]:
        """A bare word that can only be a password; in code, one with a sign that no expression has there."""
        found = _SHELL_WORD.match(self.text, at)
        if found and is_strong_password(found[0]) and (self.kind in _PROSE or _SIGN.search(found[0])):
            yield found.span()

    def bare(self, at: int) -> Iterator[tuple[int, int]]:
        """A value without quotes, as this kind of document writes them."""
        sign = self.link["sign"] or self.link["expansion"] or ""
        last = self.text[self.start - 1 : self.start]
        before = self.before(200)
        if last == ":" and self.text[self.link.start() : at] == ":" and not is_password_name(self.name):
            return  # a part of a name, as in those of Amazon
        glued = self.text[at - 1 : at] == "=" and sign in ("=", ":=")
        if glued and (last in ("?", "&", ";") or (before and _DSN.search(before[-100:]))):
            yield from self.query_word(at)
        elif glued and last in ("'", '"', "`"):
            yield from self.quoted_word(at, last)
        elif self.kind in _LINES:
            yield from self.line(at, before)
        elif self.kind in _WORDS or before.lstrip()[:1] in ("!", "%"):
            yield from self.command_word(at, sign)
        else:
            yield from self.random_word(at)

    def query_word(self, at: int) -> Iterator[tuple[int, int]]:
        """`?name=value&`, `name=value;`, but not the tokens in addresses of public files of Firebase."""
        found = _WORD.match(self.text, at)
        if not found or self.before(10).endswith("alt=media&"):
            return
        if is_password_name(self.name) or looks_random(found[0]):
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
        if found[0].startswith("!!str "):
            return
        comment = _COMMENT.search(found[0])
        value = found[0][: comment.start()] if comment else found[0]
        scheme = SCHEME.match(value)
        first = at + (scheme.end() if scheme else 0)
        yield first, max(first, at + len(value.rstrip(" \t,;" if pattern is _REST else " \t,;]}")))

    def command_word(self, at: int, sign: str) -> Iterator[tuple[int, int]]:
        """`NAME=value` of a shell; with spaces around the sign only in a makefile or a Dockerfile."""
        tight = self.text[at - 1 : at] == "=" and sign.strip() == sign
        found = _SHELL_WORD.match(self.text, at)
        if found and "=" in sign and (tight or self.kind in ("makefile", "requirements")):
            yield found.span()
        else:
            yield from self.random_word(at)


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
    "expansion": _Name.expansion,
    "prose": _Name.said,
    "space": _Name.spaced,
}


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
