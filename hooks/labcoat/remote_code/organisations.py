"""Names of organisations on the hub that look like those of well-known publishers."""

from __future__ import annotations

from labcoat.core.rule import Hit, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Options
    from labcoat.core.running import CommandLine
    from labcoat.core.segment import Segment


@rule("high", keywords=("/",), in_tests="medium")
def impersonated_organisation(module: Module, options: Options) -> Iterator[Hit]:
    """A model comes from an organisation whose name looks like that of a well-known publisher.

    What it does
    ------------
    Compares the organisation of each literal `org/name` that is loaded, downloaded, served or configured with a list
    of well-known publishers on Hugging Face's hub, as of November 2026. It reports a name that is written in the same
    way but for dashes, dots and look-alike digits (`meta_llama`, `opena1`), one letter away from a publisher of six
    letters or more (`mistraiai`), or that claims to be one (`openai-official`, `facebook-llama`).

    It is quiet about the publishers themselves in any case of letters, about a number or an `s` at the end of the name,
    and about names that nothing uses as a model, a dataset or a repository. Accept a name that you know:

        [tool.labcoat.remote-code]
        allow-organisations = ["meta-llama-mirror"]

    Why is this bad?
    ----------------
    Anybody can register a free name on the hub. A model of such a name can be the publisher's with something added:
    pickled code, or code for `trust_remote_code`.

    Example
    -------
        model = AutoModel.from_pretrained("meta_llama/Llama-3.1-8B")

    Use instead
    -----------
        model = AutoModel.from_pretrained("meta-llama/Llama-3.1-8B")

    References
    ----------
    - https://huggingface.co/docs/hub/security
    """
    from labcoat.remote_code.organisation_calls import named_repositories

    for segment, start, end, organisation in named_repositories(module):
        yield from _hits(segment, start, end, organisation, options)


def _may_imitate(text: str) -> bool:
    from labcoat.remote_code.publishers import has_imitation

    return has_imitation(text)


impersonated_organisation.confirm = _may_imitate


@impersonated_organisation.register("command")
def _in_commands(command: CommandLine, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.organisation_names import organisation_of
    from labcoat.remote_code.publishers import imitated

    for start, end, text in _words(command):
        organisation = organisation_of(text)
        if imitated(organisation):
            yield from _hits(command.segment, start, end, organisation, options)
            return


def _words(command: CommandLine) -> Iterator[tuple[int, int, str]]:
    """The words of a command that may name a repository: those that say so, and URLs."""
    from labcoat.core.running.scripts import talks
    from labcoat.remote_code.hub_commands import loaded
    from labcoat.remote_code.organisation_names import is_hub_url

    if talks(command):
        return
    for name, start, end in loaded(command):
        yield start, end, name
    for word in command.words:
        if is_hub_url(word.value):
            yield word.start, word.end, word.value


@impersonated_organisation.register("yaml", "json", "toml", "ini", "hcl")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.organisation_names import is_model_name, organisation_of

    for setting in segment.settings()[0]:
        keys = [key for key in setting.path if not key.isdigit()]
        if isinstance(setting.value, str) and "/" in setting.value and keys and is_model_name(keys[-1]):
            start = setting.start if setting.key_start == setting.key_end else setting.key_start
            yield from _hits(segment, start, setting.end, organisation_of(setting.value), options)


def _hits(segment: Segment, start: int, end: int, organisation: str, options: Options) -> Iterator[Hit]:
    from labcoat.remote_code.publishers import imitated

    publisher = imitated(organisation)
    allowed = [str(name).lower() for name in options.get("allow-organisations", ())]
    if publisher and organisation.lower() not in allowed:
        message = f"`{organisation}` looks like `{publisher}`, and is another organisation"
        yield Hit(segment, start, end, message, f"use `{publisher}`, or add the name to `allow-organisations`")


RULES = [impersonated_organisation]
