"""Servers that answer any website a user has open."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

NAMES = (
    "allow_origins allow_origin allow_origin_regex allow_origin_pat allow_websocket_origin websocket_origin "
    "cors_allowed_origins cors_allowed_origin cors_allow_origins flask_cors aiohttp_cors sanic_cors cross_origin "
    "CORS_ORIGINS CORS_ALLOW_ALL_ORIGINS CORS_ORIGIN_ALLOW_ALL enableCORS STREAMLIT_SERVER_ENABLE_CORS OLLAMA_ORIGINS "
    "CORS_ALLOW_ORIGIN BOKEH_ALLOW_WS_ORIGIN CHROMA_SERVER_CORS_ALLOW_ORIGINS chroma_server_cors_allow_origins "
    "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS"
).split()
# Several words each; where a name has `-` in it, the parts of the option are words of their own.
PARTS = ("Access Control Allow Origin", "allowed origins", "allow origins", "allow origin", "enable cors header")


@rule("medium", words=(*NAMES, *PARTS, "cors allowed", "allow websocket origin"))
def wildcard_cors(module: Module, options: Options) -> Iterator[Hit]:
    """A server lets every website read its answers.

    What it does
    ------------
    Reports `*` as an allowed origin: of Starlette's and FastAPI's `CORSMiddleware`, flask-cors, aiohttp-cors,
    Socket.IO, Bokeh and Panel, Jupyter's `allow_origin`, Django's `CORS_ALLOW_ALL_ORIGINS`; in an
    `Access-Control-Allow-Origin` header of an answer, also in nginx and Apache; in options of MLflow, vLLM, TGI and
    ComfyUI; in `OLLAMA_ORIGINS`, TorchServe's `cors_allowed_origin` and the like; and Streamlit's `enableCORS=false`.
    With severity `high` where credentials are allowed as well, `low` for `CORS(app)` of flask-cors, whose default it
    is.

    It is quiet about lists of origins, headers of requests that the code itself sends, CORS rules of storage
    buckets, and values that only running the code would tell.

    Why is this bad?
    ----------------
    A page that you have open in another tab can then talk to the server on your machine or in your network as you do:
    start runs, read models and data, and with credentials all that your login may see.

    Example
    -------
        app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)

    Use instead
    -----------
        app.add_middleware(CORSMiddleware, allow_origins=["https://app.example.org"], allow_credentials=True)

    References
    ----------
    - https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS
    - https://fastapi.tiangolo.com/tutorial/cors/
    """
    from labcoat.unsafe_defaults.cors.calls import wildcards_in_python

    yield from wildcards_in_python(module)


@wildcard_cors.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.cors.settings import wildcards_in_command

    yield from wildcards_in_command(command)


@wildcard_cors.register("yaml", "json", "toml", "ini", "hcl")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.cors.settings import wildcards_in_settings

    yield from wildcards_in_settings(segment)


RULES = [wildcard_cors]
