"""Services that let anybody in: how they are started, what says who may, and which ports of their images to guard."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.running import CommandLine


class Service:
    """A program that serves whoever connects.

    `programs` start it, with one of `subcommands` where it has some. `guards` are words that say who may come in.
    `images` begin the name of its image, in which it listens on `ports`. `danger` is the severity when all can connect.
    """

    __slots__ = ("danger", "guards", "images", "name", "ports", "programs", "subcommands")

    def __init__(
        self,
        name: str,
        programs: str = "",
        subcommands: str = "",
        guards: str = "",
        images: str = "",
        ports: str = "",
        danger: str = "critical",
    ) -> None:
        self.name = name
        self.programs = frozenset(programs.split())
        self.subcommands = frozenset(subcommands.split())
        self.guards = tuple(guards.split())
        self.images = tuple(images.split())
        self.ports = frozenset(ports.split())
        self.danger = danger


JUPYTER = Service(
    "Jupyter",
    "jupyter jupyter-lab jupyter-notebook jupyter-server jupyter-nbclassic jupyter-labhub start-notebook.sh "
    "start-notebook.py start.sh jupyter.sh notebook jupyterlab jupyter_server nbclassic",
    images="jupyter/ quay.io/jupyter/ jupyterlab tensorflow/tensorflow",
    ports="8888",
)
RAY = Service("the Ray dashboard", "ray", "start", images="rayproject/ray anyscale/ray", ports="8265 10001")
HTTP_SERVERS = ("http.server", "SimpleHTTPServer")

_MEDIUM = "medium"
SERVICES = (
    JUPYTER,
    RAY,
    Service("MLflow", "mlflow", "server ui", "--app-name basic-auth", "ghcr.io/mlflow/mlflow mlflow/mlflow", "5000"),
    Service("TensorBoard", "tensorboard tensorboard.main", images="tensorboard", ports="6006"),
    Service("TorchServe", "torchserve", images="pytorch/torchserve", ports="8081"),
    Service(
        "the Dask scheduler",
        "dask dask-scheduler dask-worker distributed.cli.dask_scheduler",
        guards="--tls-ca-file --tls-cert",
        images="daskdev/dask ghcr.io/dask/dask",
        ports="8786 8787",
    ),
    Service("Ollama", "ollama", "serve", images="ollama/ollama", ports="11434"),
    Service("Redis", "redis-server", "", "requirepass", "redis redis/redis-stack", "6379", _MEDIUM),
    Service("MongoDB", "mongod", "", "--auth MONGO_INITDB_ROOT MONGODB_ROOT", "mongo mongodb/", "27017", _MEDIUM),
    Service("Chroma", "chroma", "run", "AUTHN", "chromadb/chroma ghcr.io/chroma-core/chroma", "8000", _MEDIUM),
    Service("Qdrant", "qdrant", "", "API_KEY", "qdrant/qdrant", "6333 6334", _MEDIUM),
    Service(
        "vLLM",
        "vllm vllm.entrypoints.openai.api_server vllm.entrypoints.api_server",
        "",
        "--api-key VLLM_API_KEY",
        "vllm/vllm-openai",
        "8000",
        _MEDIUM,
    ),
    Service(
        "SGLang",
        "sglang sglang.launch_server",
        "",
        "--api-key",
        "lmsysorg/sglang",
        "30000",
        _MEDIUM,
    ),
    Service("LMDeploy", "lmdeploy", "", "--api-keys --api-key", "openmmlab/lmdeploy", "23333", _MEDIUM),
    Service(
        "Text Generation Inference",
        "text-generation-launcher",
        "",
        "--api-key API_KEY",
        "ghcr.io/huggingface/text-generation-inference",
        "80 3000",
        _MEDIUM,
    ),
    Service(
        "llama.cpp",
        "llama-server llama_cpp.server",
        "",
        "--api-key --api-key-file --api_key",
        "ghcr.io/ggml-org/llama.cpp ghcr.io/ggerganov/llama.cpp",
        "8080",
        _MEDIUM,
    ),
)


def service_of(command: CommandLine) -> Service | None:
    """The service that a command starts."""
    program, arguments = command.arguments_after_wrappers()
    values = [word.value for word in arguments]
    for service in SERVICES:
        if program in service.programs and (not service.subcommands or not service.subcommands.isdisjoint(values)):
            return service
    return None


def image_of(name: str) -> Service | None:
    """The service in a container image: `redis:7`, `docker.io/library/redis`."""
    name = name.removeprefix("docker.io/").removeprefix("library/")
    plain = name.partition("@")[0]
    folder, slash, last = plain.rpartition("/")
    plain = folder + slash + last.partition(":")[0]
    for service in SERVICES:
        if any([plain == image or (image.endswith("/") and plain.startswith(image)) for image in service.images]):
            return service
    return None


def is_guarded(service: Service, texts: Sequence[str]) -> bool:
    """Whether one of the words of a command, or of a service's settings, says who may come in."""
    return any([guard in text for text in texts for guard in service.guards])
