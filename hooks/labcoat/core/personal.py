"""What tells whose machine a text comes from: paths below a home directory, names of users and hosts, IP addresses."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from labcoat.core.keys.places import starts_word
from labcoat.core.rule import MARK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Span = tuple[int, int, str]  # start, end, and what takes its place

_PART = r"[^\s/\\:*?\"'`<>|,;()\[\]{}$&=#%\x00-\x1f]{1,255}"
_HOME = re.compile(rf"(?:/[\w.-]{{1,64}}){{0,3}}?(?P<sep>/)(?:home\d{{0,2}}|Users)/(?P<name>{_PART})")
_PROFILE = re.compile(
    rf"[A-Za-z]:(?P<sep>\\{{1,4}}|/)(?i:Users)(?P=sep)(?P<name>[^\\/:*?\"'<>|\x00-\x1f]{{1,64}}?(?=\\|/)|{_PART})"
)
_BELOW = re.compile(rf"(?:[/\\]{{1,4}}{_PART}){{0,60}}[/\\]?")
_PROMPT = re.compile(r"(?P<user>[a-z_][\w-]{1,31})@(?P<host>[A-Za-z][\w-]{1,62})(?=:[~/]|[ \t]?[$#](?:\s|\Z)|[ \t]~)")
_COLOR_BEFORE = re.compile(r"\x1b\[[0-9;:]{0,20}m\Z")
_QUOTES = ("'", '"', "`")

NO_NAMES = frozenset(  # users and hosts that are on every machine of a kind, or are words of code
    "root user users admin administrator ubuntu runner jovyan docker vagrant ec2-user centos debian fedora "
    "guest public shared default test tests dev app apps data home work workspace project python jupyter colab "
    "azureuser hadoop spark airflow git www nobody me all name username your_name yourname local localhost "
    "host server node code model train src lib bin tmp redacted content sagemaker-user ray kaggle mambauser "
    "conda".split()
)
SHORTEST_NAME = 3
NEAR = 60  # characters before a number that say what it is
FIRST_OF_V6 = ("fe", "fc", "fd", "20", "24", "26", "28", "2a", "2c")  # of addresses that are given out
UNREAL = (  # this machine, masks, documentation (RFC 5737, RFC 3849, RFC 9637), multicast
    *("0.0.0.0/8", "127.0.0.0/8", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "255.0.0.0/8"),
    *("::1/128", "::/128", "2001:db8::/32", "3fff::/20", "ff00::/8"),
)

_V4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)", re.ASCII)
_V6 = re.compile(
    r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4})(?![\w:])", re.ASCII
)
_UNREAL = [ip_network(network) for network in UNREAL]
_VERSION_BEFORE = re.compile(  # an operator, a word, the end of a package's or product's name
    r"(?:[=~!<>]=|(?:version|ver|release|build|v|tag|revision)[\"']?[ \t]?[:=(]?[ \t]?[\"']?v?|[A-Za-z]/"
    r"|[\w\])][-@^~]|[\w,][<>])[ \t]?$",
    re.IGNORECASE,
)
_TAG_BEFORE = re.compile(r"<[^<>]{0,60}>$")
_VERSION_AFTER = re.compile(r"[-+_][A-Za-z]|\.?(?:dev|post|rc|a|b)\d|\.(?:tar|zip|whl|so|dll|jar)\b")
_LOGIN_BEFORE = re.compile(r"://\S*@$|(?:^|\s)\w+@$")
_PIP_LINE = re.compile(
    r"Requirement already|Successfully (?:un)?installed|Collecting |Uninstalling |Found existing installation"
    r"|Installing collected|\.whl\b|site-packages|dist-packages|Downloading |Attempting uninstall|requires? "
    r"|incompatible|is installed",
    re.IGNORECASE,
)
_TABLE_LINE = re.compile(r"[A-Za-z][\w.-]*[ \t]+v?\d+(?:\.\w+)*(?:[-+]\w+)*(?=[ \t\r\n]|\Z)")


def paths(text: str) -> Iterator[Span]:
    """Paths below a home directory; the name of the file, or of the last directory, stays."""
    for found, end in _home_paths(text):
        rest = text[found.end() : end].rstrip("/\\")
        separator = found["sep"]
        yield found.start(), end, MARK + (separator + rest.rpartition(separator)[2] if rest else "")


def names(texts: Iterable[str]) -> set[str]:
    """Users and hosts that paths and prompts in the texts name."""
    found: set[str] = set()
    for text in texts:
        found.update([path["name"].strip(".") for path, _ in _home_paths(text)])
        for prompt in _PROMPT.finditer(text) if "@" in text else ():
            if _starts_word(text, prompt.start()):
                found.update(prompt.groups())
    return {name for name in found if _is_telling(name)}


def own_names() -> set[str]:
    """The user who runs this, and the machine."""
    from getpass import getuser
    from socket import gethostname

    host = gethostname()
    try:
        user = getuser()
    except (OSError, KeyError, ImportError):  # nobody knows this user
        user = ""
    return {name for name in (user, host, host.partition(".")[0]) if _is_telling(name)}


def _starts_word(text: str, at: int) -> bool:
    """Whether a word may start here: also behind a colour, which ends with a letter."""
    return starts_word(text, at) or bool(_COLOR_BEFORE.search(text, max(0, at - 24), at))


def _is_telling(name: str) -> bool:
    return len(name) >= SHORTEST_NAME and name.lower() not in NO_NAMES and not name.isdigit()


def places_of_names(text: str, wanted: Iterable[str]) -> Iterator[Span]:
    """Where the names stand, as words or as words of an identifier."""
    for name in wanted:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if not text[end : end + 1].isalnum() and (
                not text[at - 1 : at].isalnum() or not at or _starts_word(text, at)
            ):
                yield at, end, MARK
            at = text.find(name, end)


def addresses(text: str) -> Iterator[Span]:
    """IP addresses of networks that there may be; version numbers are none."""
    line_end, is_about_versions = -1, False
    for found in _V4.finditer(text):
        start, end = found.span()
        if start > line_end:
            line_end = text.find("\n", end)
            line_end = line_end if line_end >= 0 else len(text)
            is_about_versions = _is_about_versions(text, text.rfind("\n", 0, start) + 1, line_end)
        if _is_real(found[0]) and not _is_version(text, start, end, is_about_versions):
            yield start, end, MARK
    for found in _V6.finditer(text) if "::" in text or text.count(":") > 6 else ():
        if _is_real(found[0]) and (found[0].count(":") > 3 or found[0][:2].lower() in FIRST_OF_V6):
            yield *found.span(), MARK


def _home_paths(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """(path up to the user's name, where it ends) of paths below a home directory."""
    if "/home" in text or "/Users" in text:
        yield from _matches(text, _HOME)
    if "sers" in text or "SERS" in text:
        yield from _matches(text, _PROFILE)


def _matches(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int]]:
    at = 0
    while (found := pattern.search(text, at)) is not None:
        at = found.start("name")
        if _starts_path(text, found.start()):
            below = _BELOW.match(text, found.end())
            at = _end_in_quotes(text, found.start(), below.end() if below else found.end())
            yield found, at


def _starts_path(text: str, start: int) -> bool:
    if start == 0 or text.endswith("file://", 0, start):
        return True
    return text[start - 1] not in ("/", ".", "~", "\\", "}") and _starts_word(text, start)


def _end_in_quotes(text: str, start: int, end: int) -> int:
    """A path in quotes goes up to the second one, spaces included."""
    quote = text[start - 1 : start]
    if quote not in _QUOTES or text[end : end + 1] != " ":
        return end
    last = text.find(quote, end, end + 300)
    rest = text[end:last] if last >= 0 else ""
    return last if "\n" not in rest and any([sign in rest for sign in ("/", "\\", ".")]) else end


def _is_real(text: str) -> bool:
    """Whether it is an address, and none of this machine, of a document or of a mask."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return False
    return not any([address in network for network in _UNREAL])


def _is_version(text: str, start: int, end: int, is_about_versions: bool) -> bool:
    """Whether it is the number of a version: what stands beside it says so, or the whole line."""
    before = text[max(0, start - NEAR) : start].rpartition("\n")[2]
    if before.endswith("://"):
        return False
    if _VERSION_AFTER.match(text, end) or (_VERSION_BEFORE.search(before) and not _TAG_BEFORE.search(before)):
        return not _LOGIN_BEFORE.search(before)
    return is_about_versions


def _is_about_versions(text: str, start: int, end: int) -> bool:
    """Whether a line is one of pip's, or a row of `pip list` or `conda list` with another one beside it."""
    if _PIP_LINE.search(text, start, end):
        return True
    if not _TABLE_LINE.match(text, start, end):
        return False
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    below = text.find("\n", end + 1)
    is_row_above = start > 0 and _TABLE_LINE.match(text, above, start - 1)
    return bool(is_row_above or _TABLE_LINE.match(text, end + 1, below if below >= 0 else len(text)))
