"""`make wheel`: refuse a release without what JupyterLab loads. The argument is the directory of the distributions."""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

EXTENSION = "share/jupyter/labextensions/labcoat-jupyter"
IN_WHEEL = [
    f"{EXTENSION}/install.json",
    f"{EXTENSION}/package.json",
    f"{EXTENSION}/schemas/labcoat-jupyter/plugin.json",
    f"{EXTENSION}/static/remoteEntry.*.js",
    "etc/jupyter/jupyter_server_config.d/labcoat.json",
]
IN_SDIST = [
    "jupyter_ext/labcoat_jupyter/labextension/package.json",
    "jupyter_ext/labcoat_jupyter/labextension/static/remoteEntry.*.js",
    "jupyter_ext/src/index.ts",
    "jupyter_ext/yarn.lock",
]


def missing(distribution: Path) -> list[str]:
    """What a wheel or an sdist has not exactly one of, as patterns."""
    wanted, found = (IN_WHEEL, _in_wheel) if distribution.suffix == ".whl" else (IN_SDIST, _in_sdist)
    names = found(distribution)
    return [each for each in wanted if sum(_is(each, name) for name in names) != 1]


def _in_wheel(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def _in_sdist(path: Path) -> list[str]:
    with tarfile.open(path) as archive:
        return archive.getnames()


def _is(pattern: str, name: str) -> bool:
    return re.fullmatch(r"[^ ]*/" + re.escape(pattern).replace(r"\*", "[0-9a-f]+"), name) is not None


def main() -> int:
    """1 and what is missing, or 0 and what there is."""
    found = sorted([*Path(sys.argv[1]).glob("*.whl"), *Path(sys.argv[1]).glob("*.tar.gz")])
    wrong = [f"{each.name}: {pattern}" for each in found for pattern in missing(each)]
    print(*(f"missing in {line}" for line in wrong), *found, sep="\n")
    return int(bool(wrong) or len(found) != 2)


if __name__ == "__main__":
    sys.exit(main())
