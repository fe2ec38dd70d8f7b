"""The whole command line, by argparse."""

from __future__ import annotations

import os
from argparse import SUPPRESS, ArgumentParser

from labcoat import __version__
from labcoat.strip_outputs.arguments import CHECK, DIFF, DRY_RUN, TEXTCONV, Arguments, is_option
from labcoat.strip_outputs.options import OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

_NOTEBOOKS = (".ipynb", ".zpln")
_TYPE = "TYPE[:NAME]"


def parse(argv: list[str]) -> Arguments:
    """Exits for `--help`, `--version` and what it cannot understand."""
    dashed = [word for word in argv if word.startswith("-") and not is_option(word)]
    found = _parser().parse_args([word for word in argv if word not in dashed])
    values = {key: value for key, value in vars(found).items() if key in OPTIONS}
    arguments = Arguments()
    arguments.paths = [*found.files, *dashed, *_misplaced_paths(values)]
    arguments.action = _action(found)
    arguments.values = values
    arguments.name = found.stdin_filename
    arguments.zeppelin = found.mode == "zeppelin"
    arguments.git_config = found.git_config
    return arguments


def _misplaced_paths(values: dict[str, object]) -> list[str]:
    """File names that `--keep-output-type` and `--drop-output-type` took for their own, as they take many words."""
    paths: list[str] = []
    for key in ("keep-output-type", "drop-output-type"):
        words = values.get(key)
        if isinstance(words, list):
            paths += [word for word in words if word.endswith(_NOTEBOOKS) or os.path.isfile(word)]
            words[:] = [word for word in words if word not in paths]
    return paths


def _action(found: Namespace) -> str:
    if found.dry_run or found.verify:
        return DRY_RUN
    return next((action for action in (DIFF, CHECK, TEXTCONV) if getattr(found, action)), "write")


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="labcoat-strip-outputs",
        description="Strip outputs, counts and passing metadata from notebooks; change no other byte.",
        epilog="Exit code: 0 nothing to strip, 1 stripped (or would be), 2 a file or an option cannot be handled. "
        "Without files, standard input is stripped to standard output, with exit code 0.",
        argument_default=SUPPRESS,
    )
    _add_actions(parser)
    _add_options(parser)
    _add_sources(parser)
    return parser


def _add_actions(parser: ArgumentParser) -> None:
    def flag(*names: str, text: str) -> None:
        parser.add_argument(*names, action="store_true", default=False, help=text)

    flag("--check", text="list what would be stripped, write nothing")
    flag("--diff", text="print a unified diff of what would be stripped, write nothing")
    flag("--dry-run", text="as --check, in nbstripout's words")
    flag("--verify", text="as --dry-run")
    flag("--textconv", "-t", text="print the stripped files")
    parser.add_argument("--version", action="version", version=__version__)


def _add_options(parser: ArgumentParser) -> None:
    def flag(name: str, text: str) -> None:
        parser.add_argument(f"--{name}", action="store_true", dest=name, help=text)

    def words(name: str, metavar: str, text: str) -> None:
        parser.add_argument(f"--{name}", action="append", dest=name, metavar=metavar, help=text)

    flag("keep-output", "keep the outputs")
    flag("keep-count", "keep the execution counts")
    parser.add_argument("--keep-id", action="store_const", const="keep", dest="id", help="keep the cell ids (default)")
    parser.add_argument("--id", choices=("keep", "sequential"), dest="id", help="cell ids: keep, or number from 0")
    words("extra-keys", "KEYS", "more keys to strip, such as 'metadata.kernelspec cell.metadata.tags'")
    words("keep-metadata-keys", "KEYS", "keys not to strip, such as 'cell.metadata.collapsed'")
    flag("drop-empty-cells", "remove cells without source")
    words("drop-tagged-cells", "TAGS", "remove cells that have one of these tags")
    flag("strip-init-cells", "strip the outputs of cells with init_cell in their metadata, too")
    parser.add_argument("--max-size", metavar="SIZE", dest="max-size", help="keep outputs up to 500, 10k, 64KiB")
    for name, text in (("keep-output-type", "keep"), ("drop-output-type", "strip, also with --keep-output,")):
        text += " outputs of these types, such as error or stream:stderr"
        parser.add_argument(f"--{name}", nargs="+", action="extend", dest=name, metavar=_TYPE, help=text)


def _add_sources(parser: ArgumentParser) -> None:
    parser.add_argument("--mode", "-m", choices=("jupyter", "zeppelin"), default="", help="format, unless it is .zpln")
    parser.add_argument("--stdin-filename", metavar="PATH", default="", help="what standard input is called")
    parser.add_argument("--git-config", action="store_true", default=False, help="heed filter.labcoat.* of git")
    parser.add_argument("--force", "-f", action="store_true", help="accepted for nbstripout's sake: every file is read")
    parser.add_argument("--unix-newlines", action="store_true", help="accepted for nbstripout's sake: line ends stay")
    parser.add_argument("files", nargs="*", metavar="FILE", default=[], help="notebooks")
