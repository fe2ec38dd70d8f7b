"""Web servers in debug mode."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

CALLS = [
    f"{name} debug{sign}"
    for sign in ("=", '"', "'")
    for name in ("run", "run_server", "FastAPI", "Starlette", "Litestar", "Application", "Flask")
]
VARIABLES = "FLASK_DEBUG FLASK_ENV QUART_DEBUG DASH_DEBUG WERKZEUG_DEBUG_PIN".split()
OTHERS = (
    "use_debugger",
    "evalex",
    "Flask run",
    "DEBUG Flask",
    "DEBUG Quart",
    "DEBUG INSTALLED_APPS",
    "flask debug",
    "DEBUG app",
)


@rule("medium", keywords=("debug = True",), words=(*CALLS, *VARIABLES, *OTHERS))
def debug_server(module: Module, options: Options) -> Iterator[Hit]:
    """A web server runs in debug mode.

    What it does
    ------------
    Reports `debug=True` where a Flask, Dash, Quart, Bottle or Sanic app is run, and where FastAPI, Starlette,
    Litestar or Tornado apps are made; `app.debug = True` and `app.config["DEBUG"] = True` of Flask apps; Werkzeug's
    `run_simple(use_debugger=True)`; `DEBUG = True` in Django's main settings; `FLASK_DEBUG=1`,
    `FLASK_ENV=development` and `flask run --debug` in scripts, Dockerfiles, Compose and `.env` files.

    It is quiet about `debug=` of anything that is no web server (models, pipelines, trainers, Gradio's `launch`, where
    it only shows errors), about reloading, and about values that only running the code would tell.

    Why is this bad?
    ----------------
    Werkzeug's debugger runs Python code that visitors type into an error page: its PIN has been computed from files
    that other holes let an attacker read. The other frameworks show source code, settings and variables.

    Example
    -------
        from flask import Flask

        app = Flask(__name__)
        app.run(debug=True)

    Use instead
    -----------
        from flask import Flask

        app = Flask(__name__)
        app.run()

    and `flask run --debug` by hand, on your own machine only.

    References
    ----------
    - https://flask.palletsprojects.com/en/stable/debugging/
    - https://werkzeug.palletsprojects.com/en/stable/debug/
    """
    from labcoat.unsafe_defaults.debugging.calls import debugged_in_python

    yield from debugged_in_python(module)


@debug_server.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.debugging.settings import debugged_in_command

    yield from debugged_in_command(command)


@debug_server.register("yaml", "json", "toml", "ini")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.debugging.settings import debugged_in_settings

    yield from debugged_in_settings(segment)


RULES = [debug_server]
