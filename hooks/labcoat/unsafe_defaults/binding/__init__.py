"""Services that listen on all interfaces of a machine."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options, Rule
    from labcoat.core.segment import Segment
    from labcoat.core.segments import Parts

_WORDS = (
    "ServerApp ip",
    "NotebookApp ip",
    "LabApp ip",
    "jupyter --ip",
    "host --host ::",
    "bind --bind ::",
    "bind_all",
    "bind_ip_all",
    "bindIpAll",
    "bind socket",
    "bind zmq",
    "waitress listen",
    "HTTPServer",
    "ThreadingHTTPServer",
    "TCPServer",
    "UDPServer",
    "ThreadingTCPServer",
    "WSGIServer",
    "SimpleXMLRPCServer",
    "BaseManager address",
    "SyncManager address",
    "multiprocessing Listener",
    "make_server",
    "m http.server",
    "SimpleHTTPServer m",
    "services image ports",
    "docker run -p",
    "docker run publish",
    "podman run -p",
    "redis bind",
    "bind port -::*",
    "bind port protected",
)
_WHERE = "host hostname bind listen address ip interface server_name add_insecure_port add_secure_port tcp".split()
_MARKS = ("[::]", '"::"', "'::'", "://*:")  # looked for only where something is told where to listen
_KEYWORDS = ("0.0.0.0", "--listen")  # noqa: S104 - what is looked for


@rule(
    "medium",
    keywords=_KEYWORDS,
    words=(*_WORDS, *[f"{word} {mark}" for word in _WHERE for mark in _MARKS]),
    in_tests="medium",
    looks_at="",
)
def bind_all_interfaces(module: Module, options: Options) -> Iterator[Hit]:
    """A service listens on all interfaces of the machine.

    What it does
    ------------
    Reports `0.0.0.0`, `::` and what else stands for all interfaces where something is told to listen there: the
    argument of a call (`uvicorn.run`, `app.run`, `launch(server_name=…)`, `ray.init(dashboard_host=…)`,
    `socket.bind(("", port))`, ZeroMQ, gRPC, Dask, Bokeh …), the default of such an option, field or parameter; the
    option of a command, in a script, a notebook, a Dockerfile or a workflow; `GRADIO_SERVER_NAME`, `OLLAMA_HOST` and
    their kin; the configuration of Jupyter, TorchServe, Streamlit, Ray Serve, Redis, MongoDB, Elasticsearch, Kibana
    and Envoy. Also `python -m http.server` without `--bind`, and ports that `docker run` or Compose publish, of images
    that let anybody in.

    Severity `critical` is for services that let anybody in who can connect, and run code or hold the data of a team:
    the Ray dashboard, Jupyter without a token, MLflow, TensorBoard, the management of TorchServe, Dask, Ollama. In a
    container, where nothing else works and `ports` decides, others have severity `low`.

    It is quiet about addresses that are compared, printed, or connected to (`http://0.0.0.0:8000`), address ranges,
    values that only running the code would tell, and services in which the same command or file says who may come
    in: `RAY_AUTH_MODE=token`, `--app-name basic-auth` of MLflow, `--api-key` of vLLM, `auth=` of Gradio.

    Why is this bad?
    ----------------
    Everybody in the same network, often the internet, can connect. Most tools of machine learning come without a
    password; thousands of open Ray dashboards and notebooks have been used to steal models, keys and computing time.

    Example
    -------
        uvicorn.run(app, host="0.0.0.0", port=8000)

    Use instead
    -----------
        uvicorn.run(app, host="127.0.0.1", port=8000)

    and an SSH tunnel (`ssh -L 8000:localhost:8000 machine`), or a proxy with authentication in front of it.

    References
    ----------
    - https://docs.ray.io/en/latest/ray-security/index.html
    - https://jupyter-server.readthedocs.io/en/latest/operators/public-server.html
    - https://cwe.mitre.org/data/definitions/1327.html
    """
    return iter(())  # what it looks at are whole files


@bind_all_interfaces.register("file")
def _in_file(parts: Parts, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.binding.files import bound_everywhere

    return bound_everywhere(parts)


@bind_all_interfaces.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    import re

    from labcoat.core.rule import Hit

    given = r"(?m)^[^#\n]*?\b((?:host|server_name|dashboard_host)[ \t]*=[ \t]*[\"']0\.0\.0\.0[\"'])"
    for found in re.finditer(given, segment.text):
        yield Hit(segment, *found.span(1), "it listens on all interfaces of this machine", severity="low")


RULES: list[Rule] = [bind_all_interfaces]
