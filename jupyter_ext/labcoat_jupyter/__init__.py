"""Labcoat in Jupyter: what notebooks and Jupyter Server load."""

from __future__ import annotations

from labcoat import __version__ as __version__  # Jupyter lists it


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """The built front end, for JupyterLab and Notebook 7."""
    return [{"src": "labextension", "dest": "labcoat-jupyter"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    """The server extension; only Jupyter Server asks, so only then it has to be importable."""
    from labcoat_jupyter.app import LabcoatApp

    return [{"module": "labcoat_jupyter", "app": LabcoatApp}]
