"""Environments to run a Jupyter server in, and how each is made.

`main` is that of `make test`, with the newest JupyterLab; `oldest` has the oldest JupyterLab, Notebook and Jupyter
Server that labcoat works with; `rtc` and `lsp` are `main` with jupyter-collaboration, or jupyterlab-lsp and a language
server of Python. Their packages lie apart, below `.venv/environments`, so that `main` has none of them. All of them
run the labcoat of this checkout and the bundle that is built in it. `make test` makes them; a test starts a server with

    subprocess.Popen([*command("rtc", "lab"), "--port=0", ...], env=os.environ | variables("rtc") | {...})
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
MAIN = CHECKOUT / ".venv"
BUNDLE = CHECKOUT / "jupyter_ext" / "labcoat_jupyter" / "labextension"
MODULES = {"lab": "jupyterlab", "notebook": "notebook", "server": "jupyter_server"}
OVER_MAIN = {
    "rtc": ["jupyter-collaboration==5.0.4"],
    "lsp": ["jupyterlab-lsp==5.3.0", "python-lsp-server[pyflakes]==1.15.0"],
}
OLDEST = ["jupyterlab==4.0.13", "notebook==7.0.8", "jupyter_server==2.14.0"]
NAMES = ["main", "oldest", *OVER_MAIN]


def place(name: str) -> Path:
    """The directory of an environment."""
    return MAIN if name == "main" else MAIN / "environments" / name


def command(name: str, application: str) -> list[str]:
    """How an environment starts `lab`, `notebook` or `server`, without options."""
    return [str(place(name) / "bin" / "python"), "-m", MODULES[application]]


def variables(name: str) -> dict[str, str]:
    """What the process of an environment needs to know of where `main` keeps its extensions and JupyterLab itself."""
    if name not in OVER_MAIN:
        return {}
    return {
        "JUPYTER_PATH": str(MAIN / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(MAIN / "etc" / "jupyter"),
        "JUPYTERLAB_DIR": str(MAIN / "share" / "jupyter" / "lab"),
    }


def chromium() -> str:
    """The path of the browser that tests drive."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    path = next(found, None)
    assert path is not None, "no chromium: see tests/jupyter/chromium.sh"
    return path


def _packages(at: Path) -> Path:
    (found,) = at.glob("lib/python*/site-packages")
    return found


def _make_over_main(name: str, at: Path) -> None:
    """An empty environment that sees the packages of `main`, and what it adds to them."""
    venv.create(at, clear=True, symlinks=True)
    line = f"import site; site.addsitedir({str(_packages(MAIN))!r})\n"
    (_packages(at) / "main.pth").write_text(line, encoding="utf-8")
    _install(at, *OVER_MAIN[name])


def _make_oldest(at: Path) -> None:
    """An environment of its own, with this checkout; `make` copies the bundle into it whenever that is built."""
    venv.create(at, clear=True, symlinks=True, with_pip=True)
    _install(at, "--editable", f"{CHECKOUT}[jupyter]", *OLDEST)


def _install(at: Path, *words: str) -> None:
    pip = [str(at / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, *words], check=True)


def make(name: str) -> None:
    """Make an environment anew; needs `main`."""
    at = place(name)
    if name in OVER_MAIN:
        _make_over_main(name, at)
    else:
        _make_oldest(at)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        make(each)
