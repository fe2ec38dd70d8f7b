"""Files that everybody on the machine may change."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment


OPEN_MODES = ("777", "0777", "666", "0666", "511", "438")
FILE_WORDS = ("mode", "install", "mkdir", "rsync", "file_permission", "directory_permission")
WITH_MODES = [f"{word} {mode}" for word in FILE_WORDS for mode in OPEN_MODES]


@rule("medium", words=("chmod", "fchmod", "lchmod", "umask", "defaultMode", "setfacl", *WITH_MODES))
def world_access(module: Module, options: Options) -> Iterator[Hit]:
    """A file or folder is made writable for every user of the machine.

    What it does
    ------------
    Reports `os.chmod`, `os.fchmod` and `Path.chmod` with a mode that lets others write: `0o777`, `0o666`, `511`,
    `stat.S_IRWXO` or `stat.S_IWOTH`; `os.umask(0)`; `chmod 777`, `chmod -R a+rwx`, `umask 000`, `mkdir -m 777`,
    `install -m 666` and `setfacl -m o::rwx` on command lines; `COPY --chmod=777` in Dockerfiles; `defaultMode: 0777`
    of Kubernetes volumes and `mode: "0777"` of Ansible.

    It is quiet about modes with the sticky bit (`1777`, as `/tmp` has it), about `chmod +w`, which the umask limits,
    about `os.makedirs(path, mode=0o777)`, which is the default and limited, too, and where the umask is only read.

    Why is this bad?
    ----------------
    Anybody with an account there, and any hijacked service, can replace the model, the data or the script, and so run
    code as the next user who loads it. On shared clusters that is everybody.

    Example
    -------
        os.chmod("/data/models", 0o777)

    and in a shell:

        chmod -R 777 /data/models

    Use instead
    -----------
        os.chmod("/data/models", 0o700)

    or share with one group:

        chmod -R u=rwX,g=rX,o= /data/models

    References
    ----------
    - https://cwe.mitre.org/data/definitions/732.html
    - https://docs.python.org/3/library/os.html#os.chmod
    """
    from labcoat.unsafe_defaults.permissions.modes import calls_with_open_mode

    yield from calls_with_open_mode(module)


@world_access.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.permissions.shell_modes import commands_with_open_mode

    yield from commands_with_open_mode(command)


@world_access.register("yaml", "json", "hcl")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.permissions.shell_modes import settings_with_open_mode

    yield from settings_with_open_mode(segment)


@world_access.register("dockerfile")
def _in_dockerfile(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.unsafe_defaults.permissions.shell_modes import copies_with_open_mode

    yield from copies_with_open_mode(segment)


RULES = [world_access]
