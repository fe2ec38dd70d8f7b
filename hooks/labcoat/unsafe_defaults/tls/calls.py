"""Calls, and attributes of clients, that switch the check of certificates off."""

from __future__ import annotations

import ast

from labcoat.core.calls import full_name
from labcoat.unsafe_defaults.common.web import is_local_address
from labcoat.unsafe_defaults.tls.conditions import is_asked_for, is_certain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from labcoat.core.calls import Called
    from labcoat.core.python import Module
    from labcoat.core.segment import Segment

    Found = tuple[Segment, tuple[int, int], str]

VERBS = ("get", "post", "put", "delete", "patch", "head", "options", "request", "stream", "send", "ws_connect")
MAKERS = (
    "Client",
    "AsyncClient",
    "HTTPTransport",
    "AsyncHTTPTransport",
    "client",
    "resource",
    "get_client",
    "create_client",
)
MAKER_OWNERS = ("httpx", "boto3", "botocore", "hvac", "clickhouse_connect", "aiobotocore", "aioboto3", "requests_html")
SESSIONS = frozenset(
    "requests httpx aiohttp session sess s client http http_client async_client req api connector".split()
)
MADE = ("Session()", "session()", "Client()", "AsyncClient()", "ClientSession()", "HTMLSession()", "CachedSession()")
SSL_FALSE = ("aiohttp.TCPConnector", "TCPConnector")
# Keywords that mean this whatever is called, with the value that switches the check off.
KEYWORDS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("verify_ssl", "verify_certs", "verify_ssl_certs", "ssl_verify", "tls_verify"), (False,)),
    **dict.fromkeys(("validate_certs", "validate_cert", "cert_check", "verify_certificate"), (False,)),
    **dict.fromkeys(("tlsAllowInvalidCertificates", "tlsInsecure", "insecure_skip_verify", "skip_tls_verify"), (True,)),
    **dict.fromkeys(("disable_ssl_certificate_validation", "insecure_skip_tls_verify"), (True,)),
    **dict.fromkeys(("cert_reqs", "ssl_cert_reqs"), ("CERT_NONE", "none")),
}
NO_CHECKS = ("ssl.CERT_NONE", "CERT_NONE", "ssl.VerifyMode.CERT_NONE")
OPTIONS_OF_CLIENTS = ("client", "request", "session", "boto", "http", "transport")  # in names such as `client_kwargs`


def unverified_calls(module: Module) -> Iterator[Found]:
    """Arguments of calls, items of dictionaries, and attributes."""
    places = [*_keywords(module), *_verifying(module), *_items(module), *_attributes(module)]
    for place, what in places:
        if not is_asked_for(module, place):
            segment, start, end = module.span(place)
            yield segment, (start, end), what


def _keywords(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`verify_ssl=False` and its kin, of any call."""
    for keyword in module.nodes(ast.keyword):
        name = keyword.arg or ""
        if name in KEYWORDS and _is_off(module, keyword.value, KEYWORDS[name]):
            call = module.parent(keyword)
            if isinstance(call, ast.Call) and not _is_local(module, call):
                yield keyword, f"{name}={_written(module, keyword.value)}"
        elif name == "ssl_cert_reqs" and isinstance(keyword.value, ast.Constant) and keyword.value.value is None:
            yield keyword, "ssl_cert_reqs=None"
        elif name == "insecure_mode" and module.value(keyword.value) is True and _is_snowflake(module, keyword):
            yield keyword, "insecure_mode=True"


def _is_off(module: Module, node: ast.expr, values: tuple[Any, ...]) -> bool:
    value = module.value(node)
    if isinstance(value, (bool, str)):
        return is_certain(module, node) and any(
            [value is off or (isinstance(off, str) and value == off) for off in values]
        )
    return "CERT_NONE" in values and module.names.qualified_name(node) in NO_CHECKS


def _written(module: Module, node: ast.expr) -> str:
    value = module.value(node)
    return repr(value) if isinstance(value, bool) else "CERT_NONE"


def _is_snowflake(module: Module, keyword: ast.keyword) -> bool:
    call = module.parent(keyword)
    return isinstance(call, ast.Call) and "snowflake" in full_name(module, call.func)


def _verifying(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`verify=False` of what makes requests, or a client for them, and `ssl=False` of aiohttp."""
    for called in [*module.called(*VERBS), *module.called(*MAKERS)]:
        last = called.name.rpartition(".")[2]
        if _is_request(called) if last in VERBS else _makes_client(called.name):
            yield from _given_false(module, called, "verify")
        if last in VERBS and _is_request(called):
            yield from _given_false(module, called, "ssl")
    for called in module.called("TCPConnector"):
        yield from _given_false(module, called, "ssl")


def _given_false(module: Module, called: Called, name: str) -> Iterator[tuple[ast.AST, str]]:
    given = called.given(name)
    if given is None or given.value is not False or _is_local(module, called.node):
        return
    if is_certain(module, given.node):
        yield given.place, f"{name}=False"


def _is_request(called: Called) -> bool:
    """Whether a method is one of a client's."""
    owner = called.name.rpartition(".")[0]
    last = owner.rpartition(".")[2].strip("_").lower()
    return last in SESSIONS or last.endswith(("session", "client")) or owner.endswith(MADE)


def _makes_client(name: str) -> bool:
    return name.partition(".")[0] in MAKER_OWNERS


def _is_local(module: Module, call: ast.Call) -> bool:
    """Whether the first address of a call is this machine's."""
    from labcoat.unsafe_defaults.downloads.address_text import start_of

    given = call.args[:2] or [keyword.value for keyword in call.keywords if keyword.arg in ("url", "base_url", "host")]
    starts = [start_of(module, node) for node in given]
    return any([is_local_address(text) for text in starts if "://" in text or text == "localhost"])


def _items(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`{"cert_reqs": ssl.CERT_NONE}`; `client_kwargs={"verify": False}`, `**{"verify_ssl": False}`."""
    for display in module.nodes(ast.Dict):
        for key, value in zip(display.keys, display.values, strict=True):
            name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
            values = KEYWORDS.get(name, (False,) if name == "verify" else ())
            if key is None or not values or not _is_off(module, value, values):
                continue
            if "CERT_NONE" in values or _is_for_client(module, display, name):
                yield key, f"{name}: {_written(module, value)}"


def _is_for_client(module: Module, display: ast.Dict, name: str) -> bool:
    """Whether a dictionary holds the options of a client; one of another option than `verify` may go to any call."""
    around = module.parent(display)
    if isinstance(around, ast.keyword):
        return not around.arg or any([part in around.arg for part in OPTIONS_OF_CLIENTS])
    target = around.targets[0] if isinstance(around, ast.Assign) else None
    uses = module.names.uses(target.id) if isinstance(target, ast.Name) and name != "verify" else []
    return any([getattr(module.parent(use), "arg", "") is None for use in uses])


def _attributes(module: Module) -> Iterator[tuple[ast.AST, str]]:
    """`session.verify = False`, `configuration.verify_ssl = False`."""
    for statement in module.nodes(ast.Assign):
        for target in statement.targets[:1]:
            if isinstance(target, ast.Attribute) and module.value(statement.value) is False:
                is_verify = target.attr == "verify" and _is_session(module, target.value)
                if is_verify or target.attr in ("verify_ssl", "verify_certs"):
                    yield statement, f"{target.attr} = False"


def _is_session(module: Module, node: ast.expr) -> bool:
    name = full_name(module, node)
    last = name.rpartition(".")[2].strip("_").lower()
    return name.endswith(MADE) or last in SESSIONS or last.endswith(("session", "client"))
