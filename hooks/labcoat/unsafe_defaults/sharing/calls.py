"""Public addresses that Python code asks for."""

from __future__ import annotations

import ast

from labcoat.core.calls import span_of
from labcoat.core.names import UNKNOWN
from labcoat.core.rule import Edit, Fix, Hit
from labcoat.core.switches import is_on
from labcoat.unsafe_defaults.common.named_values import in_python

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module

WHOLE_DISK = frozenset(("/", "//", ".", "./", "..", "../", "~", "~/", "C:\\", "C:/"))
TUNNELS = {
    "pyngrok.ngrok.connect": "ngrok.connect",
    "ngrok.connect": "ngrok.connect",
    "ngrok.forward": "ngrok.forward",
    "ngrok.werkzeug_develop": "ngrok",
    "flask_ngrok.run_with_ngrok": "run_with_ngrok",
    "flask_ngrok2.run_with_ngrok": "run_with_ngrok",
    "flask_cloudflared.run_with_cloudflared": "run_with_cloudflared",
    "gradio.networking.setup_tunnel": "setup_tunnel",
    "pycloudflared.try_cloudflare": "try_cloudflare",
    "google.colab.output.serve_kernel_port_as_window": "serve_kernel_port_as_window",
    "google.colab.output.serve_kernel_port_as_iframe": "serve_kernel_port_as_iframe",
}
LAST_PARTS = tuple({name.rpartition(".")[2] for name in TUNNELS})
ALONE = frozenset(
    ("serve_kernel_port_as_window", "serve_kernel_port_as_iframe", "run_with_ngrok", "run_with_cloudflared")
)
PASSWORDS = (
    "auth",
    "basic_auth",
    "oauth",
    "oauth_provider",
    "allow_cidr",
    "traffic_policy",
    "policy",
    "verify_webhook",
)

SHARE = "`{}` gives this app a public address; whoever has it can use the app"
SHARE_HELP = "use `share=False` and reach the port through SSH, or deploy the app with a login"
TUNNEL = "`{}` makes a port of this machine reachable from the internet"
TUNNEL_HELP = "reach the port through SSH, or let the tunnel ask for a password"
PATHS = "`allowed_paths` lets every visitor read all files below `{}`"
PATHS_HELP = "name the one folder whose files are shown"
VARIABLES = ("GRADIO_SHARE", "GRADIO_ALLOWED_PATHS")


def shares_in_python(module: Module) -> Iterator[Hit]:
    """Apps that are shared, paths that they show, tunnels, and Gradio's environment variables."""
    for called in module.called("launch", "ViserServer", "mount_gradio_app"):
        yield from _shared(module, called)
    yield from _declared(module)
    for called in module.called(*LAST_PARTS):
        name = called.name.rpartition(".")[2]
        is_open = not called.hides_arguments() and not any([_is_given(called, option) for option in PASSWORDS])
        if is_open and (called.name in TUNNELS or name in ALONE):
            yield module.hit(
                called.node.func, TUNNEL.format(TUNNELS.get(called.name, name)), TUNNEL_HELP, severity="low"
            )
    for called in module.called("request_share_url"):
        yield module.hit(called.node.func, SHARE.format("request_share_url"), SHARE_HELP)
    for variable in in_python(module, VARIABLES.__contains__):
        if is_shared(variable.name, variable.value) and not variable.is_fallback:
            yield variable.hit(SHARE.format(variable.name), SHARE_HELP)


def is_shared(name: str, value: object) -> bool:
    """Whether an environment variable shares the app, or the disk."""
    if name == "GRADIO_SHARE":
        return is_on(value)
    is_paths = name == "GRADIO_ALLOWED_PATHS" and isinstance(value, str)
    paths = str(value).strip("\"'").split(",") if is_paths else []
    return any([path.strip() in WHOLE_DISK for path in paths])


def _shared(module: Module, called: Called) -> Iterator[Hit]:
    share = called.given("share", 2 if called.name.endswith(".launch") else -1)
    if share and share.value is not UNKNOWN and is_on(share.value):
        segment, start, end = span_of(module, share)
        yield Hit(segment, start, end, SHARE.format("share=True"), SHARE_HELP, fix=_fix(module, share))
    paths = called.given("allowed_paths")
    display = module.names.bound_to(paths.node) if paths and isinstance(paths.node, ast.Name) else None
    shown = display or (paths.node if paths else None)
    for item in shown.elts if isinstance(shown, (ast.List, ast.Tuple)) else ():
        path = module.value(item)
        if paths and isinstance(path, str) and path in WHOLE_DISK:
            yield Hit(*span_of(module, paths), PATHS.format(path), PATHS_HELP)
            return


def _fix(module: Module, given: Given) -> Fix | None:
    if not isinstance(given.node, ast.Constant) or module.span(given.node)[0] is not module.span(given.place)[0]:
        return None
    return Fix("Do not share the app", [Edit(*module.span(given.node)[1:], "False")])


def _is_given(called: Called, name: str) -> bool:
    given = called.given(name)
    return given is not None and given.value is not None


def _declared(module: Module) -> Iterator[Hit]:
    """`add_argument("--share", default=True)` of an app that is launched with `share=args.share`."""
    if not any([called.given("share") for called in module.called("launch")]):
        return
    for called in module.called("add_argument", "option"):
        default = called.given("default")
        if default and called.value("", 0) in ("--share", "--share/--no-share") and is_on(default.value):
            yield Hit(*span_of(module, default), SHARE.format("--share"), SHARE_HELP)
