"""Options that switch off what keeps a loader from running code."""

from __future__ import annotations

from labcoat.core.rule import rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.python import Module
    from labcoat.core.rule import Hit, Options
    from labcoat.core.segment import Segment

VARIABLES = ("torch_force_no_weights_only_load", "vllm_allow_insecure_serialization", "enable_xcom_pickling")
WORDS = (
    "safe_mode False",
    "SafeModeScope False",
    "enable_unsafe_deserialization",
    "allow_dangerous_deserialization",
    "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD",
    "VLLM_ALLOW_INSECURE_SERIALIZATION",
    "AIRFLOW__CORE__ENABLE_XCOM_PICKLING",
    "enable_xcom_pickling",
    "skops trusted",
)
KEYWORDS = tuple(f"use_safetensors{sign}False" for sign in ("=", " = ", '": ', "': "))


@rule("high", keywords=KEYWORDS, words=WORDS, in_tests="medium")
def unsafe_deserialization_flag(module: Module, options: Options) -> Iterator[Hit]:
    """An option lets a file run code that its loader would have refused.

    What it does
    ------------
    Reports Keras' `safe_mode=False` and `enable_unsafe_deserialization()`, LangChain's
    `allow_dangerous_deserialization=True`, skops' `trusted=True` and `trusted=get_untrusted_types(...)`; in Python,
    shell, Dockerfiles, YAML and `.env` files `TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD`, `VLLM_ALLOW_INSECURE_SERIALIZATION`
    and Airflow's `enable_xcom_pickling`. `use_safetensors=False` has severity `low`: it picks the pickled weights.

    It is quiet about values that only running the code would tell, comparisons, and lists of trusted types that are
    written out.

    Why is this bad?
    ----------------
    Each of these exists because the format can carry code: a Keras file a Lambda layer, a LangChain index and an XCom a
    pickle. With the option on, who can write the file runs commands with your rights.

    Example
    -------
        index = FAISS.load_local("index", embeddings, allow_dangerous_deserialization=True)

    Use instead
    -----------
    Build the index again from its documents, or load it from a store that holds only data:

        index = FAISS.from_documents(documents, embeddings)

    References
    ----------
    - https://keras.io/api/models/model_saving_apis/model_saving_and_loading/
    - https://skops.readthedocs.io/en/stable/persistence.html
    - https://docs.pytorch.org/docs/stable/notes/serialization.html
    """
    from labcoat.unsafe_load.flag_calls import flag_hits

    yield from flag_hits(module)


unsafe_deserialization_flag.takes_apart = True


@unsafe_deserialization_flag.register("shell", "argv")
def _in_commands(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.argv import argv_words
    from labcoat.core.switches.words import shell_switches, word_switches
    from labcoat.unsafe_load.flag_calls import switch_hit

    for variable in VARIABLES:
        if segment.language == "shell":
            found = shell_switches(segment, variable)
        else:
            found = word_switches(segment, argv_words(segment.text), variable)
        for switch in found:
            yield switch_hit(switch, variable)


@unsafe_deserialization_flag.register("yaml", "json", "toml", "ini")
def _in_settings(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.switches.settings import setting_switches
    from labcoat.unsafe_load.flag_calls import DANGEROUS, switch_hit

    for name in (*VARIABLES, DANGEROUS):
        for switch in setting_switches(segment, name):
            yield switch_hit(switch, name)


@unsafe_deserialization_flag.register("unparsed")
def _in_text(segment: Segment, options: Options) -> Iterator[Hit]:
    from labcoat.core.rule import Hit
    from labcoat.unsafe_load.flag_calls import DANGEROUS, REMOVE, SAYS
    from labcoat.unsafe_load.tokens import options_in_text

    for start, end in options_in_text(segment.text, DANGEROUS, "True"):
        yield Hit(segment, start, end, SAYS[DANGEROUS], REMOVE, severity="medium")


RULES = [unsafe_deserialization_flag]
