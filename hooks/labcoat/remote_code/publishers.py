"""Well-known publishers on Hugging Face's hub, as of November 2026, and names that only look like theirs."""

from __future__ import annotations

from labcoat.core.packages.spelling.lookalike import distance

DATE = "2026-11"
SHORTEST = 6  # letters of a publisher that may be misspelled: shorter names are like many others by chance

PUBLISHERS = (
    "01-ai CohereForAI CohereLabs CompVis EleutherAI FacebookAI HuggingFaceFW HuggingFaceH4 HuggingFaceM4 "
    "HuggingFaceTB Intel LiquidAI MiniMaxAI NousResearch OpenAssistant OpenGVLab Qwen Salesforce SentenceTransformers "
    "THUDM TheBloke TinyLlama Unbabel WizardLM ai21labs allenai amazon answerdotai anthropic apple argilla "
    "baichuan-inc bigcode bigscience black-forest-labs cardiffnlp codellama cognitivecomputations cross-encoder "
    "databricks deepmind deepseek-ai deepset diffusers distilbert dslim facebook google google-bert google-t5 "
    "hf-internal-testing huggingface ibm-granite internlm intfloat jinaai lightonai llava-hf lmsys meta-llama "
    "microsoft mistralai mixedbread-ai moonshotai mosaicml nomic-ai nvidia openai openai-community openbmb "
    "openchat perplexity-ai pyannote runwayml sentence-transformers snowflake speechbrain stabilityai "
    "stable-diffusion-v1-5 stanfordnlp stepfun-ai tencent thenlper tiiuae timm togethercomputer unsloth upstage "
    "xai-org zai-org BAAI Lightricks ByteDance ByteDance-Seed Wan-AI teknium laion ai4bharat Helsinki-NLP "
    "HuggingFaceCausalML nvidia-community coqui suno kyutai-labs lmstudio-community ggml-org OpenMOSS-Team "
    "pytorch keras tensorflow onnx-community Xenova"
).split()
# Names that are like one of them and somebody else's for a good reason, on this hub or on another one.
OTHERS = frozenset(
    "01ai stability-ai stabilityai-japan stepfunai meta metaai meta-ai cohere cohereforai nomic openllm "
    "open-ai-community togetherai together_ai snowflake-labs bigscience-workshop intel-labs intelai xai x-ai qwenlm "
    "huggingfacem4 huggingfacetb huggingfacefw huggingfaceh4 mistral-community openchat-community internlm2 "
    "sentence_transformers cross_encoder stable_diffusion_v1_5".split()
)
# What is put before or after a publisher's name to look like it.
CLAIMS = ("official", "officials", "original", "verified", "real", "authentic", "inc", "corp", "hq")
# Names that claim a publisher in other words.
CLAIMING = {
    "facebook-llama": "meta-llama",
    "facebook-meta-llama": "meta-llama",
    "meta-llama2": "meta-llama",
    "meta-llama3": "meta-llama",
    "meta-llama-2": "meta-llama",
    "meta-llama-3": "meta-llama",
    "meta-llama-ai": "meta-llama",
    "metaai-llama": "meta-llama",
    "llama-meta": "meta-llama",
    "llamameta": "meta-llama",
    "open-ai-gpt": "openai",
    "openai-gpt": "openai",
    "openai-models": "openai",
    "google-gemma": "google",
    "gemma-google": "google",
    "microsoft-phi": "microsoft",
    "mistral-ai-official": "mistralai",
    "deepseek-r1": "deepseek-ai",
    "deepseek-ai-r1": "deepseek-ai",
    "stable-diffusion-official": "stabilityai",
    "qwen-alibaba": "Qwen",
    "nvidia-ai-official": "nvidia",
    "hugging-face": "huggingface",
    "hugging-face-official": "huggingface",
}
_ALIKE = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "$": "s", "i": "l", "|": "l"})

_answers: dict[str, str] = {}
_known: dict[str, frozenset[str] | dict[str, str]] = {}


def imitated(organisation: str) -> str:
    """The publisher whose name this one looks like without being it; empty for any other."""
    name = organisation.lower()
    if name not in _answers:
        _answers[name] = _imitated(name)
    return _answers[name]


def _imitated(name: str) -> str:
    own = {publisher.lower(): publisher for publisher in PUBLISHERS}
    if name in own or name in OTHERS or len(name) > 60:
        return ""
    if name in CLAIMING:
        return CLAIMING[name]
    plain = _plain(name)
    for lowered, publisher in own.items():
        if _drawn(name) == _drawn(lowered) or _claims(plain, _plain(lowered)):
            return publisher
    for lowered, publisher in own.items():
        if _is_misspelled(name, lowered):
            return publisher
    return ""


def _plain(name: str) -> str:
    """Without what is easily overlooked."""
    return name.replace("-", "").replace("_", "").replace(".", "")


def _drawn(name: str) -> str:
    """As it looks: `0` is an `o`, and `rn` an `m`."""
    return _plain(name).translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def _claims(plain: str, publisher: str) -> bool:
    rest = plain.removeprefix(publisher) if plain.startswith(publisher) else plain.removesuffix(publisher)
    return rest != plain and rest in CLAIMS


def _is_misspelled(name: str, publisher: str) -> bool:
    near = abs(len(name) - len(publisher)) <= 1 and len(publisher) >= SHORTEST
    return near and distance(name, publisher) == 1 and not _is_numbered(name, publisher)


def _is_numbered(name: str, publisher: str) -> bool:
    """Whether only a number at the end differs, as in `internlm` and `internlm2`, or the plural."""
    return name.rstrip("0123456789") == publisher.rstrip("0123456789")
