"""Python calls that download something over a connection without encryption."""

from __future__ import annotations

import ast
import re
from itertools import islice

from labcoat.core.code.values import values_of
from labcoat.unsafe_defaults.common.named_values import in_environment
from labcoat.unsafe_defaults.common.web import unprotected_host
from labcoat.unsafe_defaults.downloads.address_text import starts_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Found = tuple[Segment, tuple[int, int], str, str]  # where, the scheme, the host

# Functions of any module by their own name, and where their address is: (keyword, position).
FUNCTIONS = {
    **dict.fromkeys(("urlretrieve", "urlopen", "load_state_dict_from_url", "load_url", "fetch_url"), ("url", 0)),
    **dict.fromkeys(("download_url_to_file", "download_url", "download_file", "download_data"), ("url", 0)),
    **dict.fromkeys(("download_and_extract_archive", "download_and_extract", "download"), ("url", 0)),
    **dict.fromkeys(("download_image", "load_image", "maybe_download", "download_with_progress"), ("url", 0)),
    **dict.fromkeys(("read_excel", "read_html", "read_xml", "imread"), ("io", 0)),
    **dict.fromkeys(("read_csv", "read_table", "read_fwf"), ("filepath_or_buffer", 0)),
    **dict.fromkeys(("read_json", "read_parquet", "read_feather", "read_pickle"), ("path_or_buf", 0)),
    **dict.fromkeys(("loadtxt", "genfromtxt"), ("fname", 0)),
    "get_file": ("origin", 1),
    "load_dataset": ("data_files", -1),
    "retrieve": ("url", 0),
    "clone_from": ("url", 0),
}
MOST_ADDRESSES = 50  # of a collection that are looked at
MODULES = {"retrieve": "pooch.", "clone_from": "Repo.", "read_json": "pd. pandas. pl. polars.", "download": ""}
ASKING = ("get", "request", "urlopen")  # of no more than a host: whether there is a connection
HOST_ONLY = re.compile(r"\w{2,5}://[^/]{0,300}/?")
VERBS = {"get": 0, "request": 1, "stream": 1, "urlopen": 1}
CLIENTS = frozenset("requests httpx session sess s client http http_client aiohttp pool".split())
MADE = ("Session()", "session()", "Client()", "AsyncClient()", "ClientSession()", "PoolManager()")
HASHES = frozenset(
    "file_hash md5_hash md5 sha256 sha1 hash known_hash expected_hash checksum hash_prefix check_hash expected_sha256 "
    "sha256sum md5sum".split()
)
MD5_AT = {"download_url": 3, "download_and_extract_archive": 4, "download_url_to_file": 2, "retrieve": 1, "get_file": 3}


def unprotected_downloads(module: Module) -> Iterator[Found]:
    """Each call that downloads from a host over `http` or `ftp`, once."""
    for name, (keyword, position) in FUNCTIONS.items():
        for called in module.called(name):
            if not _is_another(name, called.name):
                yield from _found(module, called, called.given(keyword, position), name)
    for verb, position in VERBS.items():
        for called in module.called(verb) if verb != "urlopen" else ():
            if _is_client(called.name) and _gets(called, verb):
                yield from _found(module, called, called.given("url", position), verb)


def _is_another(name: str, full: str) -> bool:
    """Whether a function with a common name belongs to something else."""
    wanted = MODULES.get(name, "").split()
    return bool(wanted) and not any([part in full for part in wanted])


def _is_client(name: str) -> bool:
    owner = name.rpartition(".")[0]
    return owner.rpartition(".")[2].strip("_").lower() in CLIENTS or owner.endswith(MADE)


def _gets(called: Called, verb: str) -> bool:
    return verb == "get" or called.value("method", 0) in ("GET", "get")


def _found(module: Module, called: Called, given: Given | None, name: str) -> Iterator[Found]:
    if given is None or _is_checked(called, name):
        return
    for node in values_of(module, given.node, set()) or [given.node]:
        for text in islice(starts_of(module, node), MOST_ADDRESSES):
            if name in ASKING and HOST_ONLY.fullmatch(text):
                continue
            if host := unprotected_host(text):
                segment, start, end = module.span(given.node)
                yield segment, (start, end), *host
                return


def _is_checked(called: Called, name: str) -> bool:
    """Whether the call is given a hash of what has to come."""
    if any([keyword.arg in HASHES and not _is_nothing(keyword.value) for keyword in called.node.keywords]):
        return True
    position = MD5_AT.get(name, -1)
    return 0 <= position < len(called.args) and not _is_nothing(called.args[position])


def _is_nothing(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and not node.value


def endpoints(module: Module) -> Iterator[Found]:
    """`os.environ["HF_ENDPOINT"] = "http://…"`."""
    for variable in in_environment(module, ("HF_ENDPOINT",)):
        if host := unprotected_host(str(variable.value)):
            yield variable.segment, (variable.start, variable.end), *host
