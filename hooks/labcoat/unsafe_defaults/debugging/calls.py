"""Web servers that Python code runs in debug mode."""

from __future__ import annotations

import ast

from labcoat.core.calls import full_name, span_of
from labcoat.core.names import UNKNOWN
from labcoat.core.rule import Edit, Fix, Hit
from labcoat.core.switches import is_on
from labcoat.unsafe_defaults.common.named_values import in_python
from labcoat.unsafe_defaults.debugging.settings import HELP, MESSAGE, switches_debug_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.calls import Called, Given
    from labcoat.core.python import Module

RUN = ("run", "run_server", "run_simple", "enable_dev_tools")
APPS = frozenset(
    "Flask Dash JupyterDash DashProxy Quart Bottle Sanic APIFlask OpenAPI FlaskApp FlaskApp SocketIO FastHTML App "
    "Application AioHttpApp AsyncApp BasicDashApp DjangoDash Eve".split()
)
PACKAGES = frozenset(
    "flask dash quart bottle sanic connexion flask_socketio apiflask flask_openapi3 jupyter_dash dash_extensions "
    "werkzeug eve".split()
)
NAMED = frozenset("app server application webapp web_app flask_app dash_app socketio api api_app".split())
MADE = {  # apps whose debug mode is an argument of theirs
    "FastAPI": ("fastapi", "?"),
    "Starlette": ("starlette", "?"),
    "Litestar": ("litestar", "?"),
    "Application": ("tornado",),
    "run_simple": ("werkzeug",),
    "DebuggedApplication": ("werkzeug",),
}
SWITCH = {"run_simple": "use_debugger", "DebuggedApplication": "evalex"}
DJANGO = frozenset("INSTALLED_APPS MIDDLEWARE ROOT_URLCONF WSGI_APPLICATION TEMPLATES".split())
VARIABLES = ("FLASK_DEBUG", "FLASK_ENV", "QUART_DEBUG", "DASH_DEBUG", "WERKZEUG_DEBUG_PIN")


def debugged_in_python(module: Module) -> Iterator[Hit]:
    """Apps that are run or made with debug mode on, or get it by an assignment."""
    is_web = _imports(module)
    for called in module.called("run", "run_server", "enable_dev_tools"):
        position = 2 if called.name == "flask.Flask().run" else -1
        yield from _hits(module, called.given("debug", position) if _is_web_app(called, is_web) else None)
    for called in module.called(*MADE):
        name = called.name.rpartition(".")[2]
        if called.name.partition(".")[0] in (*MADE[name], name):
            yield from _hits(module, called.given(SWITCH.get(name, "debug")))
    for called in module.called("update", "from_mapping"):
        if _is_flask(is_web, called.name.rpartition(".config.")[0], called.node.func):
            yield from _hits(module, called.given("DEBUG"))
    yield from _assigned(module, is_web)
    for variable in in_python(module, VARIABLES.__contains__):
        if switches_debug_on(variable.name, variable.value) and not variable.is_fallback:
            yield variable.hit(MESSAGE.format(variable.name), HELP)


def _hits(module: Module, given: Given | None) -> Iterator[Hit]:
    if given and given.value is not UNKNOWN and is_on(given.value):
        segment, start, end = span_of(module, given)
        fix = None
        if isinstance(given.node, ast.Constant) and module.span(given.node)[0] is segment:
            fix = Fix("Leave debug mode", [Edit(*module.span(given.node)[1:], "False")])
        yield Hit(segment, start, end, MESSAGE.format("debug=True"), HELP, fix=fix)


def _is_web_app(called: Called, is_web: bool) -> bool:
    """Whether what is run is a web app: of a known class, or of unknown origin and named like one."""
    owner = called.name.rpartition(".")[0]
    made = owner.removesuffix("()").rpartition(".")[2]
    if owner in ("bottle", "flask", "?.bottle"):
        return True
    if owner.endswith("()") and made in APPS:
        return owner.partition(".")[0].rstrip("()") in (*PACKAGES, made, "?") or is_web
    if owner.endswith("()") and made[:1].isupper():
        return made.endswith(("Flask", "Dash")) or (is_web and _is_named(called.node.func))
    return _is_named(called.node.func)


def _is_named(function: ast.expr) -> bool:
    """`app.run`, `self.app.run`, `create_app().run`."""
    owner = function.value if isinstance(function, ast.Attribute) else None
    owner = owner.func if isinstance(owner, ast.Call) else owner
    name = str(getattr(owner, "id", "") or getattr(owner, "attr", ""))
    return name.lower() in NAMED or name in ("create_app", "make_app", "get_app", "build_app")


def _imports(module: Module) -> bool:
    """Whether the module imports a web framework."""
    for statement in module.nodes(ast.ImportFrom):
        if (statement.module or "").partition(".")[0] in PACKAGES:
            return True
    names = [alias.name.partition(".")[0] for statement in module.nodes(ast.Import) for alias in statement.names]
    return any([name in PACKAGES for name in names])


def _assigned(module: Module, is_web: bool) -> Iterator[Hit]:
    """`app.debug = True`, `app.config["DEBUG"] = True`, and `DEBUG = True` in Django's settings."""
    is_django = _is_django(module)
    for statement in module.nodes(ast.Assign):
        target = statement.targets[0]
        if _is_debug(module, target, is_web, is_django) and module.value(statement.value) is True:
            segment, start, _ = module.span(target)
            end = module.span(statement.value)[2]
            fix = Fix("Leave debug mode", [Edit(*module.span(statement.value)[1:], "False")])
            yield Hit(segment, start, end, MESSAGE.format(segment.text[start:end]), HELP, fix=fix)


def _is_debug(module: Module, target: ast.expr, is_web: bool, is_django: bool) -> bool:
    if isinstance(target, ast.Attribute) and target.attr == "debug":
        return _is_flask(is_web, full_name(module, target.value), target)
    if isinstance(target, ast.Subscript) and getattr(target.value, "attr", "") == "config":
        config = target.value
        is_debug = isinstance(target.slice, ast.Constant) and target.slice.value == "DEBUG"
        return (
            is_debug
            and isinstance(config, ast.Attribute)
            and _is_flask(is_web, full_name(module, config.value), config)
        )
    return isinstance(target, ast.Name) and target.id == "DEBUG" and is_django and _is_at_top(module, target)


def _is_flask(is_web: bool, owner: str, attribute: ast.expr) -> bool:
    """Whether the owner of an attribute is a Flask app."""
    if owner.endswith(("Flask()", "Quart()", "APIFlask()")):
        return True
    below = attribute.value if isinstance(attribute, ast.Attribute) else attribute
    below = below.value if isinstance(below, ast.Attribute) and below.attr == "config" else below
    name = str(getattr(below, "id", "") or getattr(below, "attr", ""))
    return name in ("app", "application", "flask_app", "server") and is_web


def _is_at_top(module: Module, target: ast.Name) -> bool:
    return isinstance(module.parent(module.parent(target) or target), ast.Module)


def _is_django(module: Module) -> bool:
    """Whether these are Django's main settings; those for development import the others."""
    targets = [target for statement in module.nodes(ast.Assign) for target in statement.targets]
    return len({target.id for target in targets if isinstance(target, ast.Name)} & DJANGO) > 1
