"""Images that YAML files start: compose files, jobs of GitHub, GitLab and others, pods, Kubeflow, Azure ML.

`image: cat.png` is in many a YAML file: which keys name a container's image is told by what else is in the file, and by
its name where a service reads only that one.
"""

from __future__ import annotations

from labcoat.core.packages.images import dockerfiles
from labcoat.core.packages.images.images import expand, image_requirement, split_reference
from labcoat.core.packages.requirement import IMAGE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from labcoat.core.packages.requirement import Packages
    from labcoat.core.segment import Segment
    from labcoat.core.settings import Setting

    Path = tuple[str, ...]
    IsImage = Callable[[Path], bool]

COMPOSE_KEYS = frozenset("version name services networks volumes configs secrets models include".split())
POD_LISTS = ("containers", "initContainers", "ephemeralContainers", "steps", "sidecars")
POD_PARTS = ("container", "script")  # of an Argo or Kubeflow workflow
NO_JOBS = ("variables", "include", "workflow", "stages", "spec")  # of GitLab
DOCKER_SCHEME = "docker://"


def read_images(segment: Segment, found: Packages, settings: Sequence[Setting]) -> None:
    """Add the images that a YAML file starts; nothing where it is no file that starts any."""
    if not any([_mentions_image(setting) for setting in settings]):
        return
    roots = {setting.path[0]: setting.value for setting in settings if setting.path}
    is_image = _kind(found.path_of(segment).replace("\\", "/").lower(), roots, settings)
    if is_image is None:
        return
    variables = _variables(settings) if is_image is _in_gitlab else {}
    built = _built(settings, variables) if is_image is _in_compose else frozenset()
    matrices = _matrices(settings) if is_image is _in_github else frozenset()
    for setting in settings:
        if setting.path and isinstance(setting.value, str):
            if setting.key == "dockerfile_inline" and setting.style == "|":
                dockerfiles.read(segment.slice(setting.start, setting.end, "dockerfile"), found)
            elif is_image(setting.path) or _is_docker_action(setting) or _in_matrix(setting.path, matrices):
                _add(segment, found, setting, variables, built)


def _mentions_image(setting: Setting) -> bool:
    path = setting.path
    return "image" in path[-2:] or "container" in path[-1:] or "services" in path or setting.key == "uses"


def _kind(path: str, roots: Mapping[str, object], settings: Sequence[Setting]) -> IsImage | None:
    """What tells the images of such a file; None where the file starts none."""
    name = path.rpartition("/")[2]
    if "/.github/" in "/" + path or ("runs" in roots and name in ("action.yml", "action.yaml")):
        return _in_github
    if "gitlab-ci" in path or "/.gitlab/" in "/" + path:
        return _in_gitlab
    if ".circleci/" in path:
        return _in_circle
    if name in ("bitbucket-pipelines.yml", ".drone.yml", ".woodpecker.yml"):
        return _in_pipeline
    if "apiVersion" in roots and "kind" in roots:
        return _in_pod
    if "deploymentSpec" in roots or "implementation" in roots:
        return _in_kubeflow
    if "azureml" in str(roots.get("$schema", "")):
        return _in_azure
    is_compose = all([_is_of_compose(root) for root in roots]) and ("services" in roots or "compose" in name)
    return _in_compose if is_compose else None


def _is_of_compose(root: str) -> bool:
    return root in COMPOSE_KEYS or root.startswith("x-")


def _in_compose(path: Path) -> bool:
    return path[-1] == "image" and (
        (len(path) == 3 and path[0] == "services") or (len(path) == 2 and path[0].startswith("x-"))
    )


def _in_github(path: Path) -> bool:
    """`jobs.x.container`, `jobs.x.container.image` and `jobs.x.services.y.image`."""
    job = path[2:] if path[:1] == ("jobs",) else ()
    return job in (("container",), ("container", "image")) or (len(job) == 3 and job[::2] == ("services", "image"))


def _matrices(settings: Sequence[Setting]) -> frozenset[Path]:
    """`(job, key, …)` for each `${{ matrix.key }}` that is an image."""
    found = set()
    for setting in settings:
        value = str(setting.value).strip()
        if value.startswith("${{") and value.endswith("}}") and _in_github(setting.path):
            keys = value[3:-2].strip().split(".")
            found.update([(setting.path[1], *keys[1:])] if keys[0] == "matrix" else [])
    return frozenset(found)


def _in_matrix(path: Path, matrices: frozenset[Path]) -> bool:
    """Whether a value of `jobs.x.strategy.matrix` is one of an image: in a list, or in the list `include`."""
    if not matrices or path[2:4] != ("strategy", "matrix"):
        return False
    keys = [key for key in path[4:] if not key.isdigit()]
    return (path[1], *keys[keys[:1] == ["include"] :]) in matrices


def _in_gitlab(path: Path) -> bool:
    """`image`, `image.name`, `services` and `services.name`, of a job or of all."""
    path = path[:-1] if path[-1] == "name" else path
    if path[:1] and path[0] in NO_JOBS:
        return False
    if path[-1:] == ("image",):
        return len(path) <= 2
    return len(path) in (2, 3) and path[-2] == "services" and path[-1].isdigit()


def _in_circle(path: Path) -> bool:
    return path[-1] == "image" and len(path) > 2 and path[-3] == "docker"


def _in_pipeline(path: Path) -> bool:
    """Bitbucket's and Drone's: of all steps, of one, or of a service."""
    path = path[:-1] if path[-1] == "name" else path
    return path[-1:] == ("image",)


def _in_pod(path: Path) -> bool:
    if path[-1] != "image" or len(path) < 2:
        return False
    return path[-2] in POD_PARTS or (len(path) > 2 and path[-3] in POD_LISTS and path[-2].isdigit())


def _in_kubeflow(path: Path) -> bool:
    """`deploymentSpec.executors.x.container.image` of a pipeline, `implementation.container.image` of a component."""
    parts = path[:2] + path[3:] if path[0] == "deploymentSpec" else path
    return parts in (("deploymentSpec", "executors", "container", "image"), ("implementation", "container", "image"))


def _in_azure(path: Path) -> bool:
    return path == ("image",) or path[-2:] == ("environment", "image")


def _is_docker_action(setting: Setting) -> bool:
    """`uses: docker://image` of a workflow's step, `runs.image: docker://image` of an action."""
    return setting.key in ("uses", "image") and str(setting.value).startswith(DOCKER_SCHEME)


def _variables(settings: Sequence[Setting]) -> dict[str, str]:
    """`variables` of a GitLab file: `NAME: value` and `NAME: {value: …}`."""
    pairs = [(setting.path, setting.value) for setting in settings if setting.path[:1] == ("variables",)]
    return {path[1]: str(value) for path, value in pairs if len(path) == 2 or path[2:] == ("value",)}


def _built(settings: Sequence[Setting], variables: Mapping[str, str]) -> frozenset[str]:
    """The names of images that a compose file builds, and of the services that it builds them for."""
    owners = {setting.path[: setting.path.index("build")] for setting in settings if "build" in setting.path[1:3]}
    images = [setting for setting in settings if setting.key == "image" and setting.path[:-1] in owners]
    names = [split_reference(expand(str(setting.value), variables))[0] for setting in images]
    return frozenset([*names, *[owner[-1] for owner in owners]])


def _add(
    segment: Segment, found: Packages, setting: Setting, variables: Mapping[str, str], built: frozenset[str]
) -> None:
    value = str(setting.value).strip()
    start = setting.start
    if value.startswith(DOCKER_SCHEME):
        value = value[len(DOCKER_SCHEME) :]
        start += len(DOCKER_SCHEME)
    if not value or split_reference(expand(value, variables))[0] in built:
        return
    made = image_requirement(segment, start, value, variables)
    if not segment.text.startswith(value, start):  # an alias, or escapes in quotes
        made.start, made.end = setting.start, setting.end
        made.spec_start = made.spec_end = setting.end
    found.add(made, IMAGE)
