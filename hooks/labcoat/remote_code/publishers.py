"""Well-known publishers on Hugging Face's hub, as of November 2026, and names that only look like theirs."""

from __future__ import annotations

from labcoat.remote_code.likeness import LONGEST, Likeness

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.lockfile.lock import Lock

DATE = "2026-11"
BEFORE = "\"'`= \t\n(:,[>@"  # what ends before a name starts
MOST_NAMES = 20_000  # of one text: where there are more, it is data
MOST_LOCKS = 100  # whose organisations are remembered
MOST_LOCKED = 1000  # organisations of one lock
SHORTEST_NAME = 4

PUBLISHERS = (
    "01-ai BAAI ByteDance ByteDance-Seed CohereForAI CohereLabs CompVis EleutherAI FacebookAI Helsinki-NLP "
    "HuggingFaceFW HuggingFaceH4 HuggingFaceM4 HuggingFaceTB Intel Lightricks LiquidAI MiniMaxAI NousResearch "
    "OpenAssistant OpenGVLab Qwen Salesforce Snowflake THUDM TheBloke TinyLlama WizardLM Wan-AI ai21labs ai4bharat "
    "allenai amazon answerdotai anthropic apple argilla baichuan-inc bigcode bigscience black-forest-labs cardiffnlp "
    "codellama cognitivecomputations cross-encoder databricks deepseek-ai deepset distilbert dslim facebook ggml-org "
    "google google-bert google-t5 huggingface ibm-granite internlm intfloat jinaai laion lightonai llava-hf lmsys "
    "lmstudio-community meta-llama microsoft mistralai mixedbread-ai moonshotai mosaicml nomic-ai nvidia "
    "onnx-community openai openai-community openbmb openchat perplexity-ai pyannote runwayml sentence-transformers "
    "speechbrain stabilityai stanfordnlp stepfun-ai teknium tencent thenlper tiiuae timm togethercomputer unsloth "
    "upstage Xenova xai-org zai-org"
).split()
# Names that are like one of them and are somebody else's, on this hub or another one, or usual names of folders.
OTHERS = (
    "01ai stability-ai together_ai together_computer cross_encoder crossencoder code-llama code_llama distilbart "
    "WizardLMTeam NVIDIA-NeMo Tencent-Hunyuan google-gemini deepset-ai LAION-AI deepseek-r1 tinyllava"
).split()
# What else publishers are called, and what they are known for: a name of such words only claims to be theirs.
BRANDS = {
    "meta-llama": ("meta facebook metaai fb", "llama meta facebook"),
    "facebook": ("facebook meta", "meta opt bart"),
    "openai": ("openai", "gpt chatgpt whisper clip"),
    "google": ("google", "gemma bert t5 palm"),
    "microsoft": ("microsoft", "phi"),
    "mistralai": ("mistral mistralai", "mixtral mistralai"),
    "deepseek-ai": ("deepseek", "coder"),
    "Qwen": ("qwen alibaba", "qwen"),
    "stabilityai": ("stability stabilityai", "sdxl stablelm"),
    "black-forest-labs": ("blackforestlabs", "flux"),
    "nvidia": ("nvidia", "nemotron"),
    "anthropic": ("anthropic", "claude"),
    "xai-org": ("xai", "grok"),
    "moonshotai": ("moonshot moonshotai", "kimi"),
    "databricks": ("databricks", "dolly dbrx"),
    "tiiuae": ("tiiuae tii", "falcon"),
    "ibm-granite": ("ibm", "granite"),
    "EleutherAI": ("eleuther eleutherai", "pythia neox gptj"),
    "bigscience": ("bigscience", "bloom"),
    "bigcode": ("bigcode", "starcoder"),
    "THUDM": ("thudm", "chatglm"),
    "allenai": ("allenai", "olmo"),
    "CohereLabs": ("cohere cohereforai coherelabs", "aya command"),
    "TheBloke": ("thebloke", "gguf gptq awq"),
}
_BLANKED = bytes([32 if chr(byte) in BEFORE else byte for byte in range(256)])

_own_names: set[bytes] = set()  # that are nobody's imitation: most occur in many files
_locked: dict[Lock, Likeness] = {}
_known = Likeness(PUBLISHERS, OTHERS, BRANDS)


def has_imitation(text: str) -> bool:
    """Whether something before a slash looks like a publisher's name, or like one in a lock that has been read."""
    names = _before_slashes(text)
    if any([imitated(name.decode("utf-8", "replace")) for name in names - _own_names]) or _is_like_locked(names):
        return True
    if len(_own_names) < MOST_NAMES:
        _own_names.update(names)
    return False


def _is_like_locked(names: set[bytes]) -> bool:
    from labcoat.core.lockfile.known import read_locks

    likenesses = [in_lock(lock) for lock in read_locks()]
    return any([likeness.of(name.decode("utf-8", "replace")) for likeness in likenesses for name in names])


def _before_slashes(text: str) -> set[bytes]:
    found: set[bytes] = set()
    for piece in text.encode("utf-8", "replace").translate(_BLANKED).split(b"/")[:-1]:
        tail = piece.rpartition(b" ")[2]
        if SHORTEST_NAME <= len(tail) <= LONGEST:
            found.add(tail)
        if len(found) >= MOST_NAMES:
            break
    return found


def imitated(organisation: str) -> str:
    """The publisher whose name this one looks like without being it; empty for any other."""
    return _known.of(organisation)


def in_lock(lock: Lock) -> Likeness:
    """What looks like the organisations of a models.lock; no well-known publisher does."""
    if lock not in _locked:
        if len(_locked) >= MOST_LOCKS:
            _locked.clear()
        names = {organisation(model.source) for model in lock.models} - {""}
        _locked[lock] = Likeness(sorted(names)[:MOST_LOCKED], [*PUBLISHERS, *OTHERS, *sorted(names)[MOST_LOCKED:]])
    return _locked[lock]


def organisation(source: str) -> str:
    """The organisation of a lock's `hf:org/name`; empty for another source."""
    from labcoat.core.lockfile.lock import HUB, HUB_DATASET

    name, slash, _ = source.removeprefix(HUB_DATASET).removeprefix(HUB).partition("/")
    return name if slash and source.startswith(HUB) else ""
