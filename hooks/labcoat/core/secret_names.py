"""Values that a secret-like name gives away: `password = "..."`, `"api_key": "..."`, `HF_TOKEN=...`, `--token ...`.

A text is read once from left to right. All look-behind and look-ahead is bounded, so hostile text costs linear time.
"""

from __future__ import annotations

import re

from labcoat.core.secret_values import COMMON_WORDS, QUOTE, STRING, literals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = "str|bytes|list|dict|tuple|Sequence|Optional|Union|SecretStr|Any|Final|Annotated|typing"
_NAME = re.compile(
    rf"""
    (?P<word>pass(?:word|wd|phrase|code)|pwd|secret|credential|token|authorization|auth|webhook|cookie
        |conn(?:ection)?[-_]?str(?:ing)?|dsn|key|pass)
    (?=(?P<suffix>[\w-]{{0,40}}))(?P=suffix)  # what matched once is not tried shorter
    (?P<close>\\{{0,7}}["'`]?\s{{0,4}}[\])]?)
    (?: \s{{0,8}}:\s{{0,4}}(?:{_TYPES})\b[\w.\[\]|, ]{{0,60}}=(?!=)
      | (?P<next_value>[\s,]{{1,60}}["']?value["']?\s{{0,4}}:)
      | (?P<comma>,(?:\s{{0,64}}(?:[a-z_]{{1,12}}=[\w.]{{1,20}},\s{{0,8}}){{0,3}}default=)?(?=\s{{0,64}}{QUOTE}))
      | (?P<call>\((?=\s{{0,64}}{QUOTE}))
      | \s{{0,8}}(?::=|[=!]=|\+=|=>|[=:])
      | (?P<tag>>(?=[^<\r\n]{{1,200}}</))
      | (?P<space>[ \t]{{1,8}}(?=\S))
    )""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_ISSUERS = (
    "hf|hugging_?face|open_?ai|anthropic|wandb|cohere|groq|mistral|gemini|google|azure|aws|s3|github|gitlab|slack|nvidia|"
    "ngc|pinecone|tavily|replicate|together|kaggle|comet|serp_?api|langsmith|langchain|deepseek|openrouter|perplexity"
)
_SECRET_BEFORE = re.compile(
    rf"(?:api|access|private|account|secret|encrypt(?:ion)?|signing|master|subscription|storage|shared|auth|client|"
    rf"service|ssh|deploy|license|session|app|admin|jwt|hmac|bearer|refresh|bot|personal|{_ISSUERS})[-_. ]?$",
    re.IGNORECASE,
)
_ML_TOKEN_BEFORE = re.compile(
    r"(?:pad|eos|bos|eot|unk|sep|cls|mask|image|img|audio|video|vision|special|stop|start|end|begin|prefix|suffix|"
    r"middle|fill|next|last|first|prev|previous|current|draft|input|output|per|target|control|think|answer|response|"
    r"prompt|decoder|forced|extra|added|byte|word|sub|sentinel|trigger|concept|placeholder|class|register)[-_ ]?$",
    re.IGNORECASE,
)
_NO_SECRET_SUFFIX = re.compile(
    r"(?:.*[-_])?(?:plugins?|file|path|dir|name|names|env|var|len|length|policy|field|prompt|hint|label|url|uri|endpoint|required|"
    r"manager|arn|expiry|expires|ttl|stdin|callback|fn|func)",
    re.IGNORECASE,
)
_ML_TOKEN_SUFFIX = re.compile(
    r"[-_](?:.*[-_])?(?:id|ids|types?|counts?|limit|size|dim|idx|index|embeddings?|emb|mask|text|probs?|logits?|"
    r"rate|budget|pos|positions?|level|classif\w*|identifiers?|freqs?|map|hex|urlsafe|dropout|merging|num|per|second|start|end)",
    re.IGNORECASE,
)
_WHOLE_PART = re.compile(r"s?(?:\d+|[-_].*|[A-Z].*|key|value|str)?", re.ASCII)
_FLAG_BEFORE = re.compile(r"(?:(?<![\w-])--?|\b(?:env|setx|arg)\s{1,8})[\w-]{0,40}$", re.IGNORECASE | re.ASCII)


_ASSIGNS = re.compile(r"[ \t]{0,8}:?=")  # after a value that is a name in its turn, on the next line
_NAME_LENGTH = 200  # of a value that may be a name, or hold one; longer ones are passed over, to stay linear


def assigned_values(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the literals that are assigned to, passed as or keyed by a secret-like name."""
    at = 0
    while name := _NAME.search(text, at):
        at = name.end()
        if not _is_secret(name) or not _is_separated(name):
            continue
        for start, end in literals(name):
            is_secret = start < end and (_is_certain(name) or _is_random(text[start:end]))
            if is_secret:
                yield start, end
            if end - start > _NAME_LENGTH or (is_secret and not _ASSIGNS.match(text, end)):
                at = max(at, end)


def _before(name: re.Match[str], limit: int) -> str:
    return name.string[max(0, name.start() - limit) : name.start()]


def _is_secret(name: re.Match[str]) -> bool:
    """Whether the word is a part of the name, and the name that of a secret rather than of model vocabulary."""
    word, suffix = name["word"], name["suffix"]
    before = _before(name, 24)
    if _NO_SECRET_SUFFIX.fullmatch(suffix) and word.lower() not in ("webhook", "dsn"):
        return False
    if word.lower() in ("password", "passwd", "passphrase", "passcode", "secret"):
        return not suffix.lower().startswith("ary")
    if re.search("ids?$", suffix, re.IGNORECASE):
        return False
    glued = before[-1:].isalnum() and not (word[0].isupper() and before[-1:].islower())
    if (glued and not _SECRET_BEFORE.search(before)) or not _WHOLE_PART.fullmatch(suffix):
        return False
    if word.lower() != "token":
        return True
    if _ML_TOKEN_BEFORE.search(before) or _ML_TOKEN_SUFFIX.fullmatch(suffix):
        return False
    return not suffix.startswith(("s", "S")) or bool(_SECRET_BEFORE.search(before))


def _is_separated(name: re.Match[str]) -> bool:
    """Whether what follows the name makes the next thing its value."""
    if name["comma"]:
        return bool(re.search("[\"']", name["close"])) and _is_argument(name)
    if name["tag"]:
        return bool(re.search(r"<[\w:-]{0,40}$", _before(name, 48)))
    if name["space"]:
        quoted = name["word"].lower() not in COMMON_WORDS and STRING.match(name.string, name.end())
        return bool(quoted or _FLAG_BEFORE.search(_before(name, 48)))
    return ")" not in name["close"] or bool(STRING.match(name.string, name.end() + 1))


def _is_argument(name: re.Match[str]) -> bool:
    """Whether a quoted name before a comma is one of a pair, rather than a member of a list of words."""
    certain = name["word"].lower() not in COMMON_WORDS or name["word"].isupper()
    return certain or bool(re.search(r"(?:\(\s{0,16}[\"'][\w-]{0,32}|[\"']--?[\w-]{0,32})$", _before(name, 56)))


def _is_certain(name: re.Match[str]) -> bool:
    """Whether any value is a secret; after other names that end in `key`, only one that looks random is."""
    return name["word"].lower() != "key" or bool(_SECRET_BEFORE.search(_before(name, 24)))


def _is_random(value: str) -> bool:
    if not re.fullmatch(r"[A-Za-z0-9+/=_-]{24,200}", value):
        return False
    kinds = (str.isupper, str.islower, str.isdigit)
    return bool(re.fullmatch(r"[0-9a-fA-F-]{32,}", value)) or all(any(map(kind, value)) for kind in kinds)
