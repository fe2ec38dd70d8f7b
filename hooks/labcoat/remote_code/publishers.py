"""Well-known publishers on Hugging Face's hub, as of November 2026, and names that only look like theirs."""

from __future__ import annotations

DATE = "2026-11"
BEFORE = "\"'`= \t\n(:,[>@"  # what ends before a name starts
MOST_NAMES = 20_000  # of one text: where there are more, it is data
END = 2  # letters
LONGEST = 60  # letters of a name that is looked at
SHORTEST_NAME = 4
SHORTEST = 6  # letters of a publisher that may be misspelled: shorter names are like many others by chance

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
OTHERS = frozenset("01ai stability-ai together_ai cross_encoder crossencoder code-llama code_llama distilbart".split())
# What is put before or after a publisher's name to look like it.
CLAIMS = ("official", "officials", "original", "verified", "authentic", "real")
# Names that claim a publisher in other words.
CLAIMING = {
    "facebook-llama": "meta-llama",
    "facebook-meta-llama": "meta-llama",
    "meta-llama-ai": "meta-llama",
    "metaai-llama": "meta-llama",
    "llama-meta": "meta-llama",
    "openai-models": "openai",
    "google-gemma": "google",
    "gemma-google": "google",
    "mistral-ai-models": "mistralai",
    "deepseek-ai-models": "deepseek-ai",
    "qwen-alibaba": "Qwen",
}
_BLANKED = bytes([32 if chr(byte) in BEFORE else byte for byte in range(256)])
_ALIKE = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "$": "s", "i": "l", "|": "l"})

_answers: dict[str, str] = {}
_own_names: set[bytes] = set()  # that are nobody's imitation: most occur in many files


def has_imitation(text: str) -> bool:
    """Whether something before a slash looks like a publisher's name."""
    names = _before_slashes(text) - _own_names
    if any([imitated(name.decode("utf-8", "replace")) for name in names]):
        return True
    if len(_own_names) < MOST_NAMES:
        _own_names.update(names)
    return False


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
    name = organisation.lower()
    drawn = _drawn(name) if len(name) <= LONGEST else ""
    if drawn[:END] not in _STARTS and drawn[-END:] not in _ENDS and name not in CLAIMING:
        return ""
    if name not in _answers:
        if len(_answers) >= MOST_NAMES:
            _answers.clear()
        _answers[name] = "" if name in _OWN or name in OTHERS else _imitated(name, drawn)
    return _answers[name]


def _imitated(name: str, drawn: str) -> str:
    if name in CLAIMING or drawn in _BY_DRAWING:
        return CLAIMING.get(name) or _BY_DRAWING[drawn]
    for claim in _CLAIMS:
        for rest in (drawn.removesuffix(claim), drawn.removeprefix(claim)):
            if rest != drawn and rest in _BY_DRAWING:
                return _BY_DRAWING[rest]
    return _misspelled(name)


def _drawn(name: str) -> str:
    """As it looks, without what is easily overlooked: `0` is an `o`, and `rn` an `m`."""
    plain = name.lower().replace("-", "").replace("_", "").replace(".", "")
    return plain.translate(_ALIKE).replace("rn", "m").replace("vv", "w")


def _shortened(name: str) -> list[str]:
    """The name, and all that is left of it without one letter: of names that are near, two are the same."""
    return [name, *[name[:at] + name[at + 1 :] for at in range(len(name))]]


def _misspelled(name: str) -> str:
    from labcoat.core.packages.spelling.lookalike import distance

    for shortened in _shortened(name):
        for publisher in _BY_SHORTENED.get(shortened, ()):
            if distance(name, publisher) == 1 and not _is_inflected(name, publisher):
                return _OWN[publisher]
    return ""


def _is_inflected(name: str, publisher: str) -> bool:
    """Whether only a number at the end differs, as in `internlm2`, or it is the plural."""
    is_numbered = name.rstrip("0123456789") == publisher.rstrip("0123456789")
    return is_numbered or name == publisher + "s"


_OWN = {publisher.lower(): publisher for publisher in PUBLISHERS}
_CLAIMS = [_drawn(claim) for claim in CLAIMS]
_BY_DRAWING = {_drawn(publisher): publisher for publisher in PUBLISHERS}
_STARTS = {drawn[:END] for drawn in _BY_DRAWING}  # what is near a name has its start or its end
_ENDS = {drawn[-END:] for drawn in _BY_DRAWING}
_BY_SHORTENED: dict[str, list[str]] = {}
for _publisher in [name for name in _OWN if len(name) >= SHORTEST]:
    for _part in _shortened(_publisher):
        _BY_SHORTENED.setdefault(_part, []).append(_publisher)
