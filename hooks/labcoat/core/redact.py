"""Masking of secrets in text that labcoat shows. Imported only when there is something to show.

Every pattern runs in time linear in the text: repeats are bounded, or start once a run, or cannot fail.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import lru_cache

from labcoat.core.colors import through_colors
from labcoat.core.secret_names import assigned_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from labcoat.core.keys.clues import Leads
    from labcoat.core.keys.detector import Match
    from labcoat.core.keys.engine import Finder

_ANY_CASE = re.IGNORECASE | re.ASCII

# Where the issuer's prefix marks a token, the prefix stays: it is public, and tells the user which key to revoke.
_ISSUED = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?:hf_(?:oauth_|jwt_)?|api_org_|gh[oprsu]_|gsk_|r8_|npm_|pplx-|[cs]k-|rpa_|KGAT_|dop_v1_|hvs\.|(?:sk|rk|pk)_(?:live|test)_|"
        r"whsec_|dckr_pat_|sk_|figd_|lin_api_|shp(?:at|ss)_|NRAK-|ABSK|fw_|jina_)(?P<secret>[A-Za-z0-9]{16}[\w+/=-]*)",
        r"(?:sk-(?:proj|svcacct|admin|ant|or|lf)-|github_pat_|gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-|xox[a-z]-|xapp-|nvapi-|pcsk_|lsv2_[a-z]{2}_|"
        r"tgp_v1_|wandb_v1_|AIza|ya29\.|GOCSPX-|tvly-|ATATT|glsa_)(?P<secret>[\w-]{16,})",
        r"pypi-(?P<secret>AgEI[\w-]{16,})",
        r"xai-(?P<secret>[\w-]{40,})",
        r"(?:AKIA|ASIA|ABIA|ACCA)(?P<secret>[A-Z0-9]{16})",
        r"dapi(?P<secret>[0-9a-f]{24}[\w-]*)",
        r"SG\.(?P<secret>[\w-]{16,}(?:\.[\w-]*)?)",
        r"eyJ(?P<secret>[\w+/=-]{13,}(?:\.[\w+/=-]*){0,4})",
        r"(?<!\d)\d{8,10}:(?P<secret>AA[\w-]{30,})",
        r"JQQJ99(?P<secret>[\w-]{20,})",
    )
]


def _looks_random(found: re.Match[str]) -> bool:
    secret = found["secret"]
    return any(map(str.isdigit, secret)) or secret[1:] != secret[1:].lower() != secret.lower()


def _is_base64(found: re.Match[str]) -> bool:
    kinds = (str.isupper, str.islower, str.isdigit)
    is_path = found["secret"].count("/") > len(found["secret"]) // 12
    return not is_path and all(any(map(kind, found["secret"])) for kind in kinds)


def _is_no_field(found: re.Match[str]) -> bool:
    return not re.fullmatch(r"\$?\{.*\}|\$\w+|%\(?\w*\)?s", found["secret"])


def _near(words: str) -> Callable[[re.Match[str]], bool]:
    """A guard: the found secret stands within 200 characters of one of the words, on its line."""
    search = re.compile(words, _ANY_CASE).search

    def is_near(found: re.Match[str]) -> bool:
        start, end = found.span("secret")
        before = found.string[max(0, start - 200) : start].rpartition("\n")[2]
        after = found.string[end : end + 200].partition("\n")[0]
        return bool(search(before) or search(after))

    return is_near


_SHAPED: list[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]]] = [
    (re.compile(pattern, _ANY_CASE), guard)
    for pattern, guard in (
        (r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----(?P<secret>[\s\S]*?)(?=-----END|\Z)", bool),
        (r"(?<![a-z0-9+/.])(?<!sha512-)(?P<secret>[a-z0-9+/]{60,}={0,2})", _is_base64),
        (r"://[^\s/:@\"'`<>]{0,200}:(?P<secret>[^\s/\"'`<>]{1,300})@", _is_no_field),
        (r"://[^\s/:@\"'`<>]{0,200}:(?!\d{1,5}/)(?P<secret>(?:[^\s/\"'`<>]|/(?!/)){1,300})@", _is_no_field),
        (r"://(?P<secret>[^\s/:@\"'`<>]{16,200})(?::[^\s/@\"'`<>]{0,200})?@", _is_no_field),
        (r"\b(?:bearer|basic)\s{1,4}(?P<secret>[a-z0-9._~+/=-]{12,})", _looks_random),
        (r"[?&](?:key|code|auth|api-?key|x-[a-z-]{1,30})=(?P<secret>[^\s&\"'<>#]{6,})", bool),
        (r"(?<![a-z0-9_])(?:sharedaccess)?sig(?:nature)?=(?P<secret>[^\s&\"'<>#;]{6,})", bool),
        (r"hooks\.slack\.com/[a-z]{1,20}/(?P<secret>[\w/-]+)", bool),
        (r"discord(?:app)?\.com/api/webhooks/(?P<secret>[\w/-]+)", bool),
        (r"webhook\.office\.com/(?P<secret>[^\s\"'<>]+)", bool),
        (
            r"(?<![\w-])(?:(?-i:-u)|--user|--proxy-user)[ =]?[\"']?[^\s:\"']{0,100}:(?!//)(?P<secret>[^\s\"']+)",
            _is_no_field,
        ),
        (r"\s(?-i:-p)[ =]?[\"']?(?P<secret>[^\s\"']+)", _near(r"\b(?:login|mysql|mysqldump|sshpass|7z|zip)\b")),
        (r"\blogin\s{1,8}\S{1,100}\s{1,8}password\s{1,8}(?P<secret>\S+)", bool),
        (r"\.login\(\s{0,8}[\"'][^\"'\n]{1,100}[\"'],\s{0,8}[rbuf]{0,2}[\"'](?P<secret>[^\"'\n]+)", bool),
        (r"\bidentified\s{1,4}by\s{1,4}[\"'](?P<secret>[^\"'\n]+)", bool),
        (
            r"(?<![0-9a-f])(?<!revision=[\"'])(?P<secret>[0-9a-f]{40})(?![0-9a-f])",
            _near("wandb|weights ?(?:&|and) ?biases"),
        ),
        (
            r"(?<![a-z0-9+/])(?P<secret>(?![0-9a-f]{40})[a-z0-9+/]{40})(?![a-z0-9+/])",
            _near("aws|boto|A[KS]IA[A-Z0-9]|s3"),
        ),
    )
]
_NOT_LINE_BREAK = re.compile(r"[^\r\n]")
_KINDS = ("text", "ini", "shell")  # of documents; values without quotes are written in a way of their own in each
_LITERAL = re.compile(r"(?<=[\"'])[\w~.+=-]{3,300}(?=\\{0,3}[\"'{])", re.ASCII)
_FIRST_WORD = re.compile(r"[\w-]+", re.ASCII)
_HASH_LENGTHS = (32, 40, 64)
_ODD = 0.4  # of neighbouring characters, that words do not have
_SHORTEST_PIECE = 8  # characters of a part of a key
_AROUND_PIECES = 400  # characters from the first part of a key to the others
_SHOWN = 4  # characters of an issuer's prefix that stay, unless one of _ISSUED says more


def redact(text: str) -> str:
    """`text` with its secrets masked by `*`: of the same length, with the same line breaks.

    A token's public issuer prefix stays, nothing of a password does. Give it the text around a line too, and cut the
    line out afterwards: keys in PEM blocks and in strings of many lines are recognised by their first line. Colours
    are looked through.
    """
    return through_colors(_redact, text)


def _redact(text: str) -> str:
    return masked_at(text, _secrets(text))


def masked_at(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text, masked from start to end of each of the spans, which may overlap."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end > done:
            start = max(start, done)
            pieces += text[done:start], mask(text[start:end])
            done = end
    return "".join(pieces) + text[done:]


def mask(text: str) -> str:
    """As many `*`, and the same line breaks."""
    return _NOT_LINE_BREAK.sub("*", text)


def _secrets(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _ISSUED:
        for found in pattern.finditer(text):
            yield found.span("secret")
    for pattern, guard in _SHAPED:
        for found in pattern.finditer(text):
            if guard(found):
                yield found.span("secret")
    for start, end in assigned_values(text):
        yield start + _issuer_prefix(text, start, end), end
    yield from _detected(text)


def _detected(text: str) -> Iterator[tuple[int, int]]:
    """What the detectors find: all that has the shape of a key or of its parts, and what a name says is one."""
    shaped, named = _finders()
    for clues in shaped.clues([text]).values():
        for match in shaped.all_matches(text, _KINDS[0], clues):
            yield match.start + (_issuer_prefix(text, match.start, match.end) or _needle_length(match)), match.end
        yield from _pieces(text, clues.leads)
    for clues in named.clues([text]).values():
        for kind in _KINDS:
            for match in named.all_matches(text, kind, clues):
                yield match.start + _issuer_prefix(text, match.start, match.end), match.end


@lru_cache(maxsize=1)
def _finders() -> tuple[Finder, Finder]:
    from labcoat.core.keys.engine import Finder
    from labcoat.core.keys.providers import load_detectors

    rows = load_detectors()
    return Finder([row for row in rows if row.pattern], strict=False), Finder([row for row in rows if not row.pattern])


def _needle_length(match: Match) -> int:
    """Length of the public beginning of a key."""
    begins = [needle for needle in match.detector.needles if match.secret.startswith(needle)]
    return 0 if match.encoding else min(_SHOWN, max(map(len, begins), default=0))


def _pieces(text: str, leads: Leads) -> Iterator[tuple[int, int]]:
    """Literals that seem to be put together to one key: one of them begins as a key does."""
    if not any([lead.is_fragment for lead in leads.values()]):
        return
    literals = [(*found.span(), _is_fragment(found[0], leads)) for found in _LITERAL.finditer(text)]
    begins = [start for start, _, is_fragment in literals if is_fragment]
    for start, end, is_fragment in literals:
        at = bisect(begins, start)
        is_near = any([abs(start - begin) < _AROUND_PIECES for begin in begins[max(0, at - 1) : at + 1]])
        if is_fragment and any(map(str.isdigit, text[start:end])):
            yield start + (_issuer_prefix(text, start, end) or _SHOWN), end
        elif is_near and end - start >= _SHORTEST_PIECE and _may_be_piece(text[start:end]):
            yield start + _issuer_prefix(text, start, end), end


def _is_fragment(literal: str, leads: Leads) -> bool:
    word = _FIRST_WORD.match(literal)
    lead = leads.get(word[0]) if word else None
    return lead is not None and (lead.is_fragment or any([literal.startswith(needle) for needle, *_ in lead.anchors]))


def _may_be_piece(literal: str) -> bool:
    """Whether a part of a key may look like this: no hash of a usual length, which is no secret."""
    from labcoat.core.keys.values import oddness

    if literal.strip("0123456789abcdef"):
        return oddness(literal) >= _ODD
    return any(map(str.isdigit, literal)) and len(literal) not in _HASH_LENGTHS


def _issuer_prefix(text: str, start: int, end: int) -> int:
    """Length of the public prefix, where `start` to `end` is one token of a known issuer."""
    for pattern in _ISSUED:
        found = pattern.fullmatch(text, start, end)
        if found:
            return found.start("secret") - start
    return 0
