"""Packages in lists and dictionaries of Python code, which a service or a library installs from.

The names are those of the documentation of MLflow, Azure ML, Ray, Modal, Kubeflow, Airflow, Metaflow, Databricks,
Flyte, ZenML, BentoML, Dask, Covalent, Coiled, Vertex AI and Pyodide.
"""

from __future__ import annotations

import ast

from labcoat.core.code.text import text_of
from labcoat.core.code.values import literal_of
from labcoat.core.packages.code.python_items import (
    add_conda_item,
    add_conda_list,
    add_option,
    add_options,
    add_pip_item,
    add_pip_list,
    add_reference,
    add_versions,
    items,
    plain_text,
)
from labcoat.core.packages.requirement import CODE, COMMAND, IMAGE
from labcoat.core.switches.nodes import function_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.code.values import Seen
    from labcoat.core.packages.requirement import Packages
    from labcoat.core.python import Module

# Keyword arguments, and keys, that mean the same wherever they stand.
LISTS = ("pip_requirements", "extra_pip_requirements", "packages_to_install", "pip_packages")
CONDA_LISTS = ("conda_packages",)
RUNTIME_ENV = "runtime_env"
# Functions, and which of their keyword arguments is a list of requirements.
LISTS_OF = {
    "PythonVirtualenvOperator": "requirements",
    "BranchPythonVirtualenvOperator": "requirements",
    "virtualenv": "requirements",  # @task.virtualenv
    "DockerSettings": "requirements",
    "CustomTrainingJob": "requirements",
    "from_local_script": "requirements",
    "ImageSpec": "packages",
    "PythonOptions": "packages",
    "PipInstall": "packages",
    "DepsPip": "packages",
    "create_software_environment": "pip",
    "PythonPyPiLibrary": "package",
    "PypiPackage": "package",
    "agent_engines.create": "requirements",
    "agent_engines.update": "requirements",
    "ReasoningEngine.create": "requirements",
}
VERSIONS_OF = ("pypi", "pypi_base", "conda", "conda_base")  # decorators of Metaflow
# Methods that take requirements, one by one or in a list.
METHODS = ("pip_install", "uv_pip_install", "python_packages", "add_python_packages", "add_pip_package")
CONDA_METHODS = ("conda_install", "micromamba_install", "add_conda_package")
IN_BROWSER = ("micropip.install", "piplite.install")
IMAGES_OF = {
    "component": "base_image",
    "create_component_from_func": "base_image",
    "func_to_container_op": "base_image",
    "ImageSpec": "base_image",
    "DockerSettings": "parent_image",
    "KubernetesPodOperator": "image",
    "DockerOperator": "image",
    "from_registry": "",
}


def read(module: Module, found: Packages, seen: Seen) -> None:
    """Add what calls and dictionaries name."""
    for call in module.nodes(ast.Call):
        _read_call(module, call, found, seen)
        for keyword in call.keywords:
            _read_value(module, keyword.arg, keyword.value, found, seen)
    for display in module.nodes(ast.Dict):
        _read_dictionary(module, display, found, seen)
    for assignment in module.nodes(ast.Assign):
        target = assignment.targets[0]
        if isinstance(target, ast.Name) and target.id.lower().endswith(RUNTIME_ENV):
            _read_runtime_env(module, assignment.value, found, seen)


def _read_call(module: Module, call: ast.Call, found: Packages, seen: Seen) -> None:
    name = function_name(call)
    if name in METHODS and isinstance(call.func, ast.Attribute):
        _read_arguments(module, call, found, seen)
    elif name in CONDA_METHODS:
        for argument in call.args:
            add_conda_list(module, argument, found, CODE, seen)
            add_conda_item(module, argument, found, CODE, seen)
    elif name == "install" and module.names.qualified_name(call.func) in IN_BROWSER:
        for argument in call.args[:1]:
            add_pip_list(module, argument, found, COMMAND, seen)
            add_pip_item(module, argument, found, COMMAND, seen)
    elif name == "pip_install_from_requirements" and call.args:
        add_reference(module, call.args[0], found)
    elif name == "RuntimeEnv":
        _read_parts(module, {keyword.arg or "": keyword.value for keyword in call.keywords}, found, seen)
    if name in ("create", "update"):
        name = ".".join(module.names.qualified_name(call.func).split(".")[-2:])
    _read_keywords(module, call, name, found, seen)


def _read_arguments(module: Module, call: ast.Call, found: Packages, seen: Seen) -> None:
    """`image.pip_install("x", ["y"], index_url="…")`."""
    for argument in call.args:
        add_pip_list(module, argument, found, CODE, seen)
        add_pip_item(module, argument, found, CODE, seen)
    add_options(module, call, found, CODE)


def _read_keywords(module: Module, call: ast.Call, name: str, found: Packages, seen: Seen) -> None:
    """The keyword arguments that only mean packages because of what is called."""
    is_installer = name in LISTS_OF
    for keyword in call.keywords:
        if name in LISTS_OF and keyword.arg == LISTS_OF[name]:
            add_pip_list(module, keyword.value, found, CODE, seen)
            _read_string(module, keyword.value, found, seen, is_item=keyword.arg == "package")
        elif name in VERSIONS_OF and keyword.arg in ("packages", "libraries"):
            add_versions(module, keyword.value, found, CODE, seen)
        elif name in IMAGES_OF and keyword.arg == IMAGES_OF[name]:
            _add_image(module, keyword.value, found, seen)
        elif name in ("PythonPyPiLibrary", "PypiPackage") and keyword.arg == "repo":
            add_option(module, keyword, keyword.value, found, CODE, "index-url")
        is_installer = is_installer or keyword.arg in LISTS
    if is_installer:
        add_options(module, call, found, CODE)
    if name == "from_registry" and call.args:
        _add_image(module, call.args[0], found, seen)


def _read_string(module: Module, node: ast.expr, found: Packages, seen: Seen, is_item: bool) -> None:
    """One requirement where one is asked for, otherwise the path of a file with requirements."""
    if is_item:
        add_pip_item(module, node, found, CODE, seen)
    else:
        add_reference(module, node, found)


def _add_image(module: Module, node: ast.expr, found: Packages, seen: Seen) -> None:
    from labcoat.core.packages.images.images import image_requirement

    literal = literal_of(module, node)
    text = text_of(module, literal) if literal not in seen else None
    plain = plain_text(text) if text else None
    if literal is not None and text and plain and plain[0].strip():
        seen.add(literal)
        found.add(image_requirement(text[0], plain[1], plain[0], {}), IMAGE)


def _read_value(module: Module, name: str | None, node: ast.expr, found: Packages, seen: Seen) -> None:
    """The value of a keyword argument or a key."""
    if name in LISTS:
        add_pip_list(module, node, found, CODE, seen)
        add_reference(module, node, found)
    elif name in CONDA_LISTS:
        add_conda_list(module, node, found, CODE, seen)
    elif name == RUNTIME_ENV:
        _read_runtime_env(module, node, found, seen)


def _read_dictionary(module: Module, display: ast.Dict, found: Packages, seen: Seen) -> None:
    """`{"runtime_env": …}`, and what is known by all its keys: an environment of conda, a library of Databricks."""
    values = items(display)
    for key, value in values.items():
        _read_value(module, key, value, found, seen)
    if "dependencies" in values and ("channels" in values or _has_pip(module, values["dependencies"])):
        add_conda_list(module, values["dependencies"], found, CODE, seen)
    library = values.get("pypi")
    if isinstance(library, ast.Dict):
        add_pip_item(module, items(library).get("package"), found, CODE, seen)
        if "repo" in items(library):
            add_option(module, library, items(library)["repo"], found, CODE, "index-url")


def _has_pip(module: Module, node: ast.expr) -> bool:
    """Whether one of the dependencies is `{"pip": […]}`."""
    literal = literal_of(module, node)
    elements = literal.elts if isinstance(literal, ast.List) else []
    return any([isinstance(element, ast.Dict) and "pip" in items(element) for element in elements])


def _read_runtime_env(module: Module, node: ast.expr, found: Packages, seen: Seen) -> None:
    display = literal_of(module, node)
    if isinstance(display, ast.Dict) and display not in seen:
        seen.add(display)
        _read_parts(module, items(display), found, seen)


def _read_parts(module: Module, parts: dict[str, ast.expr], found: Packages, seen: Seen) -> None:
    """The parts of Ray's runtime environment: a list, a dictionary with one, or the path of a file."""
    for name in ("pip", "uv"):
        value = literal_of(module, parts.get(name))
        if isinstance(value, ast.Dict):
            value = items(value).get("packages")
        add_pip_list(module, value, found, CODE, seen)
        add_reference(module, value, found)
    conda = literal_of(module, parts.get("conda"))
    if isinstance(conda, ast.Dict):
        add_conda_list(module, items(conda).get("dependencies"), found, CODE, seen)
