"""URLs of files on a branch of a hub's repository, where something downloads them."""

from __future__ import annotations

import ast
import re

from labcoat.core.code.literals import FIELD
from labcoat.core.code.text import text_of
from labcoat.remote_code.hub_names import is_commit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.calls import Called
    from labcoat.core.python import Module
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

    Place = tuple[Segment, int, int]

_VARIABLE = re.compile(r"\$(?:\w+|\{[^}]*\})")
_NAME = r"[^/\s\"'?#]{1,200}"
_BRANCH = r"(?:refs/heads/[^/\s]{1,200}|main|master|HEAD|dev|develop|trunk)"
_MUTABLE = re.compile(
    rf"""https?://(?:www\.)?(?:
        (?:huggingface\.co|hf\.co|hf-mirror\.com)/(?:datasets/|spaces/)?{_NAME}/{_NAME}/(?:resolve|raw|blob)/{_BRANCH}/
      | raw\.githubusercontent\.com/{_NAME}/{_NAME}/{_BRANCH}/
      | github\.com/{_NAME}/{_NAME}/raw/{_BRANCH}/
    )""",
    re.VERBOSE,
)
_CLONED = re.compile(
    rf"(?:https?://(?:[^@/\s]{{1,200}}@)?|git@|ssh://git@)(?:huggingface\.co|hf\.co)[/:]{_NAME}/{_NAME}"
)
_ADDED = re.compile(r"(?im)^[ \t]*ADD[ \t]+(?:--\S+[ \t]+)*(\S+)")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp4", ".ico")
# Functions that download, by their last name, and the keywords of the URL, which is the first argument otherwise.
DOWNLOADERS = (
    "get request urlopen urlretrieve Request load_state_dict_from_url load_url download_url_to_file download_url "
    "download wget get_file read_csv read_json read_parquet read_table from_single_file load_file_from_url "
    "cached_path stream retrieve"
).split()
MODULES = frozenset(
    "requests httpx urllib wget pandas pd torch keras tf tensorflow gdown pooch aiohttp session client basicsr "
    "facexlib transformers diffusers polars pl urlopen urlretrieve load_state_dict_from_url ? "
    "download_url_to_file load_file_from_url cached_path torchvision urllib3 huggingface_hub".split()
)
KEYWORDS = ("url", "data_files", "origin", "filepath_or_buffer", "pretrained_model_link_or_path")
FETCHERS = ("wget", "curl", "aria2c", "http", "axel")
MOST_URLS = 50  # of one command or list


def is_mutable(text: str) -> bool:
    """Whether a text starts with the URL of a file on a branch, other than a picture."""
    return _MUTABLE.match(text) is not None and not text.partition("?")[0].lower().endswith(PICTURES)


def urls_in_calls(module: Module) -> Iterator[Place]:
    """The arguments of downloading calls that are such a URL."""
    for called in module.called(*DOWNLOADERS, "load_dataset"):
        for node in _arguments(called):
            if is_mutable(_text(module, node)):
                yield module.span(node)
                break


def _arguments(called: Called) -> list[ast.expr]:
    """Those that may be a URL; a list has several."""
    is_dataset = called.name.endswith("load_dataset")
    if not is_dataset and called.name.partition(".")[0] not in MODULES:
        return []
    given = [keyword.value for keyword in called.node.keywords if keyword.arg in KEYWORDS]
    nodes = [*([] if is_dataset else called.args[:2]), *given]
    inner = [_parts(node) for node in nodes]
    return [node for each in inner for node in each][:MOST_URLS]


def _parts(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return node.values
    return node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]


def _text(module: Module, node: ast.expr) -> str:
    """What a string is known to be; `{}` for what only running the code would tell."""
    value = module.value(node)
    if isinstance(value, str):
        return value
    followed = module.names.bound_to(node) if isinstance(node, ast.Name) else node
    text = text_of(module, followed)
    return "".join(["{}" if piece == FIELD else piece for piece, _, _ in text[1]]) if text else ""


def urls_in_commands(commands: Sequence[CommandLine]) -> Iterator[Place]:
    """The URLs that `wget` and its kin get, and repositories that are cloned without a commit being checked out."""
    for index, command in enumerate(commands):
        program, words = command.arguments_after_wrappers()
        if program in FETCHERS:
            for word in words[:MOST_URLS]:
                if is_mutable(word.value):
                    yield command.segment, word.start, word.end
                    break
        elif program == "git" and words and words[0].value == "clone":
            for word in words[1:]:
                if _CLONED.match(word.value) and not checks_out_commit(commands[index : index + 6]):
                    yield command.segment, word.start, word.end
                    break


def checks_out_commit(commands: Sequence[CommandLine]) -> bool:
    """Whether, after a `git clone`, there is a `git checkout` of a commit; or whether it names one itself."""
    for number, command in enumerate(commands):
        program, words = command.arguments_after_wrappers()
        values = [word.value for word in words]
        if program == "git" and number and "clone" in values:
            return False
        if program == "git" and any([_is_abbreviated(value.removeprefix("--revision=")) for value in values]):
            return True
    return False


def _is_abbreviated(text: str) -> bool:
    """Whether this is a commit, of at least seven digits, or a variable that may be one."""
    is_hexadecimal = 7 <= len(text) <= 40 and not text.strip("0123456789abcdef")
    return is_commit(text) or is_hexadecimal or _VARIABLE.fullmatch(text) is not None


def added_urls(dockerfile: str) -> Iterator[tuple[int, int]]:
    """What `ADD` downloads."""
    for match in _ADDED.finditer(dockerfile):
        if is_mutable(match[1]):
            yield match.span(1)
