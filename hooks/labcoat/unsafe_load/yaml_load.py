"""YAML that may name any Python object."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options

WORDS = (
    "yaml load",
    "yaml load_all",
    "unsafe_load",
    "unsafe_load_all",
    "yaml full_load",
    "yaml full_load_all",
    "yaml UnsafeLoader",
    "yaml Loader",
    "yaml CLoader",
    "YAML typ unsafe",
    "ruamel_yaml load",
    "oyaml load",
)


@rule("high", words=WORDS, in_tests="medium")
def yaml_unsafe_load(module: Module, options: Options) -> Iterator[Hit]:
    """YAML is loaded with a loader that makes any Python object the text asks for.

    What it does
    ------------
    Reports `yaml.load` and `yaml.load_all` without a loader, or with `Loader`, `CLoader` or `UnsafeLoader`, also where
    the loader is imported under another name or is a class of the same file that extends one of them;
    `yaml.unsafe_load` and `yaml.unsafe_load_all`; `YAML(typ="unsafe")` of ruamel.yaml. `FullLoader` and
    `yaml.full_load` have severity `low`: they make more than plain values, and ran code before PyYAML 5.4.

    It is quiet about `SafeLoader`, `CSafeLoader` and `BaseLoader`, about classes that extend those, and about loaders
    of which nobody knows here what they are.

    Why is this bad?
    ----------------
    `!!python/object/apply:os.system ["..."]` is YAML, and these loaders run it. A configuration file then is a program.

    Example
    -------
        import yaml

        config = yaml.load(open("config.yaml"), Loader=yaml.Loader)

    Use instead
    -----------
        import yaml

        config = yaml.safe_load(open("config.yaml"))

    References
    ----------
    - https://pyyaml.org/wiki/PyYAMLDocumentation
    - https://github.com/yaml/pyyaml/wiki/PyYAML-yaml.load(input)-Deprecation
    """
    from labcoat.unsafe_load.yaml_calls import yaml_hits

    yield from yaml_hits(module)


RULES = [yaml_unsafe_load]
