"""Containers that have the rights of the machine they run on."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment

SOCKETS = ("docker sock", "containerd sock", "crio sock")
PYTHON_NAMES = ("cap_add", "pid_mode", "host_pid", "host_network", "host_ipc", "security_opt")
OTHERS = ("SYS_ADMIN", "hostPID", "hostIPC", "hostNetwork", "network_mode host", "pid host", "userns host")
LISTS = (
    *("docker /:/", "podman /:/", "nerdctl /:/", "volumes /:/", "binds /:/", "run /:/"),
    "cap ALL",
    "add ALL",
    "unconfined",
    "Unconfined",
    "hostPath path",
    "allowPrivilegedContainer",
    "docker v",
    "docker volume",
)
NETWORK = ("docker net host", "docker network host", "podman network host")


@rule("high", words=("privileged", *SOCKETS, *PYTHON_NAMES, *OTHERS, *LISTS, *NETWORK))
def privileged_container(module: Module, options: Options) -> Iterator[Hit]:
    """A container gets the rights of the machine that it runs on.

    What it does
    ------------
    Reports `privileged: true` in Compose, Kubernetes, Terraform, devcontainers and other configuration,
    `--privileged` of `docker run` and its relatives, also as an option that is kept in a list or a variable, and
    `privileged=True` of Docker's and Kubernetes' clients for Python; the capabilities `ALL`, `SYS_ADMIN`,
    `SYS_MODULE` and `SYS_RAWIO`; the machine's process table (`pid: host`, `hostPID`, `hostIPC`); and its whole disk
    as a volume. Docker's socket as a volume has severity `medium`; the machine's network, and seccomp or AppArmor
    switched off, `low`.

    It is quiet about `privileged: false`, about shared memory (`ipc: host`), which training needs, and about single
    capabilities for debuggers and networks.

    Why is this bad?
    ----------------
    A container is then no border at all: a notebook, a model file or a package that goes bad in it can mount the disk,
    load kernel modules and become root on the machine, with all other containers and their secrets.

    Example
    -------
        services:
          notebook:
            image: jupyter/base-notebook:2024-10-07
            privileged: true

    and on a command line:

        docker run --privileged -v /var/run/docker.sock:/var/run/docker.sock trainer

    Use instead
    -----------
    Give the one device or capability that is needed:

        docker run --gpus all --cap-add SYS_PTRACE trainer

    References
    ----------
    - https://docs.docker.com/engine/security/
    - https://kubernetes.io/docs/concepts/security/pod-security-standards/
    """
    from labcoat.unsafe_defaults.containers.calls import containers_in_python

    yield from containers_in_python(module)


@privileged_container.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.containers.options import containers_in_command

    yield from containers_in_command(command)


@privileged_container.register("yaml", "json", "toml", "hcl")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.containers.settings import containers_in_settings

    yield from containers_in_settings(segment)


RULES = [privileged_container]
