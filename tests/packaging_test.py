"""What is in the distributions, and that installing them takes Python and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
import tomli

import labcoat
from tests.checkout import CHECKOUT, copy_checkout

PROJECT = tomli.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
BIN = "Scripts" if os.name == "nt" else "bin"
COMMANDS = [["labcoat"], ["labcoat-remote-code"], ["labcoat-strip-outputs"], ["python", "-m", "labcoat"]]
REMOTE = "load('org/name', trust_remote_code=True)\n"


def run(*command: object, cwd: Path | None = None, path: Path | None = None) -> str:
    """What a program prints that has to succeed, with `path` for a search path."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment = kept | ({"PATH": str(path)} if path else {})
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_checkout(tmp_path_factory.mktemp("tree"))


@pytest.fixture(scope="module")
def dist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a wheel and an sdist."""
    target = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "--directory", target, cwd=tree)
    return target


@pytest.fixture(scope="module")
def installed(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of the programs of a fresh environment, after `pip install .` with nothing else on the PATH."""
    made = tmp_path_factory.mktemp("installed")
    venv.create(made, with_pip=True, symlinks=os.name != "nt")
    run(made / BIN / "python", "-m", "pip", "install", "--quiet", ".", cwd=tree, path=made / BIN)
    return made / BIN


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def modules_below(package: str) -> set[str]:
    """The modules of a package of this checkout, as a wheel names them."""
    directory = CHECKOUT / package
    return {path.relative_to(directory.parent).as_posix() for path in directory.rglob("*.py")}


def test_the_wheel_holds_the_package_and_its_metadata(dist: Path) -> None:
    (wheel,) = dist.glob("*.whl")
    found = names(wheel)
    about = f"labcoat-{PROJECT['version']}"
    tops = {"labcoat", "labcoat_jupyter", f"{about}.data", f"{about}.dist-info"}
    assert {name.partition("/")[0] for name in found} == tops
    modules = modules_below("hooks/labcoat") | modules_below("jupyter_ext/labcoat_jupyter")
    config = f"{about}.data/data/etc/jupyter/jupyter_server_config.d/labcoat.json"
    names_in = [name for name in found if name.endswith("/popular_names.txt.z")]
    data = {"labcoat/py.typed", "labcoat_jupyter/py.typed", config, *names_in}
    assert len(data) == 4
    assert {name for name in found if ".dist-info/" not in name} == modules | data


def test_the_sdist_builds_the_same_wheel(dist: Path, tmp_path: Path) -> None:
    (sdist,), (wheel,) = dist.glob("*.tar.gz"), dist.glob("*.whl")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--directory",
        tmp_path,
        cwd=tmp_path / sdist.name[: -len(".tar.gz")],
    )
    assert names(tmp_path / wheel.name) == names(wheel)


def test_the_sdist_holds_no_tests(dist: Path) -> None:
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        found = {name.split("/")[1] for name in archive.getnames()}
    assert found == {
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "hooks",
        "jupyter_ext",
        "pyproject.toml",
    }


def test_an_install_brings_the_dependencies_and_nothing_else(installed: Path) -> None:
    listed = run(installed / "python", "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check")
    distributions = {line.partition("==")[0].lower() for line in listed.splitlines()} - {"pip", "setuptools"}
    wanted = {re.split("[><=~]", requirement)[0].lower() for requirement in PROJECT["dependencies"]}
    assert distributions == {"labcoat", *wanted}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_installed_command_runs(installed: Path, command: list[str]) -> None:
    program = [installed / command[0], *command[1:]]
    assert "usage: " in run(*program, "--help")


def test_an_installed_hook_finds_and_strips(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(REMOTE, encoding="utf-8")
    done = subprocess.run([installed / "labcoat", "check", "a.py"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, "a.py:1:18" in done.stdout) == (1, True)


def test_no_top_level_package_comes_with_it(installed: Path) -> None:
    script = "import importlib.util as u; print([n for n in ('hooks', 'tests', 'worker') if u.find_spec(n)])"
    assert run(installed / "python", "-I", "-c", script) == "[]\n"


def test_the_jupyter_package_is_imported_without_jupyter(installed: Path) -> None:
    script = "import labcoat_jupyter as j; print(j._jupyter_labextension_paths()); j._jupyter_server_extension_points()"
    done = subprocess.run([installed / "python", "-I", "-c", script], capture_output=True, text=True)
    assert done.stdout == "[{'src': 'labextension', 'dest': 'labcoat-jupyter'}]\n"
    assert "No module named" in done.stderr.splitlines()[-1]


def test_the_version_is_one_and_the_same() -> None:
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## \[([0-9][^\]]*)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert newest is not None
    front = json.loads((CHECKOUT / "jupyter_ext" / "package.json").read_text(encoding="utf-8"))
    assert PROJECT["version"] == labcoat.__version__ == newest[1] == front["version"]


def test_the_python_versions_are_those_of_the_linter() -> None:
    settings = tomli.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["requires-python"] == ">=3.10"
    assert settings["tool"]["ruff"]["target-version"] == "py310"
