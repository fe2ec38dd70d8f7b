"""What a release holds for Jupyter, and that installing it takes no node."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import labcoat
from jupyter_ext.release import missing
from tests.checkout import copy_checkout
from tests.jupyter.environments import BUNDLE, MAIN

LISTINGS = {
    "labextension": "from jupyterlab.labextensions import main; main()",
    "server extension": "from jupyter_server.serverapp import main; main()",
}


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a wheel and an sdist of this checkout and the bundle that `make test` built in it."""
    tree, dist = copy_checkout(tmp_path_factory.mktemp("tree")), tmp_path_factory.mktemp("dist")
    shutil.copytree(BUNDLE, tree / BUNDLE.relative_to(MAIN.parent))
    build(tree, dist)
    return dist


def build(tree: Path, dist: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(dist)]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)


@pytest.fixture(scope="session", params=["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def installed(request: pytest.FixtureRequest, release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with a distribution; all else it takes from the packages of the tests, but not their labcoat.

    No program but its own Python is on the search path, so no node.
    """
    made = tmp_path_factory.mktemp("installed")
    venv.create(made, symlinks=True)
    (packages,) = made.glob("lib/python*/site-packages")
    (others,) = MAIN.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(f"{others}\n", encoding="utf-8")
    (distribution,) = release.glob(request.param)
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--force-reinstall", "--ignore-installed"]
    python(made, "-m", "pip", "--disable-pip-version-check", "install", *options, str(distribution))
    return made


def python(environment: Path, *words: str) -> str:
    """What an environment's Python prints, on both streams."""
    homes = {f"JUPYTER_{kind}_DIR": str(environment / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER", "VIRTUAL"))}
    search = {"PATH": str(environment / "bin"), "JUPYTERLAB_DIR": str(MAIN / "share" / "jupyter" / "lab")}
    command = [str(environment / "bin" / "python"), *words]
    done = subprocess.run(command, cwd=environment, env=kept | search | homes, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_a_release_is_whole(release: Path, kind: str) -> None:
    (distribution,) = release.glob(kind)
    assert missing(distribution) == []


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_what_is_built_without_the_front_end_is_no_release(tmp_path: Path, kind: str) -> None:
    build(copy_checkout(tmp_path / "tree"), tmp_path / "dist")
    (distribution,) = (tmp_path / "dist").glob(kind)
    assert any("remoteEntry" in pattern for pattern in missing(distribution))


def test_the_front_end_is_enabled(installed: Path) -> None:
    listed = python(installed, "-c", LISTINGS["labextension"], "list").splitlines()
    (line,) = [line for line in listed if "labcoat-jupyter" in line]
    assert "enabled" in line
    assert "OK" in line
    assert "(python, labcoat)" in line


def test_the_server_extension_is_enabled(installed: Path) -> None:
    listed = python(installed, "-c", LISTINGS["server extension"], "extension", "list")
    shown = [line.split() for line in re.sub(r"\x1b\[\d*m", "", listed).splitlines()]
    assert ["labcoat_jupyter", "enabled"] in shown
    assert ["labcoat_jupyter", labcoat.__version__, "OK"] in shown


def test_the_installed_package_is_that_of_the_distribution(installed: Path) -> None:
    script = "import labcoat, labcoat_jupyter; print(labcoat.__file__, labcoat_jupyter.__file__)"
    assert python(installed, "-c", script).count(str(installed)) == 2


def test_the_front_end_is_small() -> None:
    sizes = {path.name: path.stat().st_size for path in BUNDLE.glob("static/*.js")}
    assert 0 < sum(sizes.values()) <= 100_000, sizes


def test_the_styles_are_in_the_bundle() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in BUNDLE.glob("static/*.js"))
    for part in (".labcoat-panel{", ".labcoat-card{", ".labcoat-banner-row{"):
        assert part in scripts


def test_the_linter_of_the_editor_is_bundled_and_not_shared() -> None:
    """A shared one would wipe the marks of others, as `setDiagnostics` replaces them."""
    bundled = json.loads((BUNDLE / "static" / "third-party-licenses.json").read_text(encoding="utf-8"))["packages"]
    assert "@codemirror/lint" in {package["name"] for package in bundled}
    scripts = "".join(path.read_text(encoding="utf-8") for path in BUNDLE.glob("static/*.js"))
    assert "@codemirror/view" in scripts
    assert "@codemirror/lint" not in scripts
