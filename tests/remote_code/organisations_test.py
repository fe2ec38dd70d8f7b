"""impersonated-organisation: names that look like a publisher's, and names that do not, wherever they are used."""

from __future__ import annotations

import pytest

from labcoat.remote_code.publishers import PUBLISHERS, imitated
from tests.cases import notebook
from tests.tables import case, flagging, quiet

IMITATIONS = {
    "meta-llama": "meta_llama metallama meta.llama meta-1lama meta-IIama meta-lama meta-lllama facebook-llama "
    "llama-meta fb-llama meta-llamas meta-llama-hf the-meta-llama meta-llama-official-models m\u0435ta-llama",
    "openai": "opena1 open-ai open_ai 0penai openal opnai opneai openai-official official-openai openai_real "
    "openai-inc gpt-openai openai-ai \u043epenai",
    "google": "g00gle goog1e googel gogle gooogle google-official google-gemma "
    "gemma-google google-gemma-hf google-ai-official",
    "microsoft": "micros0ft rnicrosoft mircosoft micorsoft microsft microsoft-official micro-soft the-microsoft-team "
    "microsoft-phi",
    "mistralai": "mistral-ai mistral_ai mistra1ai mistraiai mistalai mistrallai mistralai-official",
    "Qwen": "Qw3n Q-wen Qwen-official qwen-alibaba official_qwen",
    "deepseek-ai": "deepseekai deepseek_ai deepseek-a1 deepseak-ai deepsek-ai depseek-ai deepseek-ai-official",
    "stabilityai": "stability_ai stabilitya1 stabilltyai stabiltyai stabilityal stabilityai-official",
    "black-forest-labs": "blackforestlabs black_forest_labs black-forest-lab black-forrest-labs b1ack-forest-labs",
    "facebook": "faceb00k facebok facebbok faecbook facebook-official",
    "nvidia": "nvldia nvidla nvida nvidea nvdia nvidia-official n-vidia",
    "EleutherAI": "Eleuther-AI EleutherA1 ElutherAI EleutherrAI EleuhterAI",
    "bigscience": "big-science bigsclence bigsceince bigsciense",
    "bigcode": "big-code b1gcode bigc0de bgicode",
    "tiiuae": "tiluae t1iuae tiiuea tii-uae",
    "sentence-transformers": "sentencetransformers sentence_transformers sentence-transformer sentance-transformers",
    "HuggingFaceH4": "HugingFaceH4 HuggingFace-H4 HuggingFacesH4",
    "huggingface": "hugging-face huggingfase hugginface huggingfacce hugg1ngface",
    "unsloth": "uns1oth unslooth unsloht un-sloth",
    "TheBloke": "The-Bloke TheB1oke TheBlokee The_Bloke",
    "NousResearch": "Nous-Research N0usResearch NousReserch NousResaerch",
    "cross-encoder": "encoder-cross cross-enc0der",
    "google-bert": "bert-google google_bert",
    "xai-org": "grok-xai xai_org xaiorg",
    "nomic-ai": "nomicai nomic_ai nomlc-ai nomic-a1",
}
REAL = (
    "01-ai 01ai AI-ModelScope AIDC-AI AlibabaResearch Alibaba-NLP BAAI ByteDance-Seed CohereForAI CohereLabs "
    "Comfy-Org DeepFloyd EdinburghNLP Efficient-Large-Model FacebookAI FreedomIntelligence HiDream-ai Helsinki- "
    "NLP HuggingFaceM4 HuggingFaceTB IDEA-Research InstantX Intel Kijai Kwai-Kolors LLM-Research Lightricks "
    "MBZUAI-Paris MiniMaxAI MongoDB Narsil OpenAssistant OpenBMB OpenBuddy OpenGVLab OpenMOSS-Team OpenRLHF "
    "Photoroom PixArt-alpha PolyAI PrunaAI QWEN QuantStack QwenLM SG161222 Salesforce Shitao Skywork SimianLuo "
    "Stability-AI StabilityAI TIGER-Lab Tele-AI Tencent TencentARC Tencent-Hunyuan THUDM Undi95 VAGOsolutions "
    "Wan-AI WizardLM XiaomiMiMo Yukang ZhipuAI abideen ai-forever alibaba-pai allenai answerdotai anton-l argilla "
    "baidu bert-base bigcode-project briaai cais caidas cerebras cognitivecomputations cornell-movie-review-data "
    "dandelin databricks dbmdz deepset diffusers distilbert dslim facebookresearch fal genmo glaiveai google-bert "
    "google-deepmind google-research google-t5 h2oai hf-internal-testing hfl hkunlp hpcai-tech huggan "
    "huggingface-course huggingface-projects huggyllama hugging-quants hustvl ibm ibm-nasa iic impira inclusionAI "
    "internlm2 intfloat jinaai julien-c kakaobrain kandinsky-community laion lambdalabs lerobot lewtun liuhaotian "
    "llava-hf lllyasviel lmms-lab lmsys m-a-p madebyollin meta-math metaflow microsoft-research mistral-community "
    "mistral mlabonne mlx-community moonshotai mosaicml mteb naver-clova-ix nateraw ncbi nielsr nlptown nvidia "
    "nyu-mll open-r1 openai-community openbmb openlm-research openmmlab optimum ostris patrickvonplaten "
    "perplexity-ai playgroundai prs-eth rednote-hilab rinna runwayml sayakpaul segmind sd-concepts-library "
    "sgugger shi-labs sshleifer stable-diffusion-v1-5 stanfordnlp state-spaces stepfun-ai stevhliu suno tatsu-lab "
    "teknium textattack thenlper thu-ml timbrooks timdettmers timm tloen togethercomputer tomg-group-umd trl-lib "
    "ultralytics valhalla vidore vikhyatk vinai wannaphong xai-org xinlai xtuner yale-nlp ybelkada zai-org "
    "zhiqings zhengchong open-r1 tinyllava jan-ai NVIDIA-NeMo Tencent-Hunyuan google-gemini deepset-ai WizardLMTeam "
    "together_computer wAI-org huggingface-legal openai-mirror TheBlokeAI meta-models trl-internal-testing gv-hf "
    "peft-internal-testing lmstudio-ai apple-ml google-deepmind amazon-science nvidia-community IntelLabs"
).split()

ORGANISATION_FLAGS = [
    case("model", "a.py", "A.from_pretrained(»'meta_llama/Llama-3'«)\n"),
    case("model, keyword", "a.py", "A.from_pretrained(pretrained_model_name_or_path=»'meta_llama/L'«)\n"),
    case("constant", "nb.ipynb", notebook("name = »'mistraiai/M-7B'«", "A.from_pretrained(name)")),
    case("constant by its name", "a.py", "BASE_MODEL = »'opena1/whisper'«\nrun(BASE_MODEL)\n"),
    case("twice", "a.py", "MODEL = »'opena1/w'«\nA.from_pretrained(MODEL)\nB.from_pretrained(MODEL)\n"),
    case("item", "a.py", "config['model_id'] = »'g00gle/gemma'«\n"),
    case("list", "a.py", "MODELS = ['google/gemma', »'g00gle/gemma'«]\n"),
    case("dictionary", "a.py", "run({'repo_id': »'nvldia/x'«, 'revision': 'main'})\n"),
    case("dictionary of models", "a.py", "MODELS = {'a': »'nvldia/x'«}\n"),
    case("default", "a.py", "def f(model_id=»'micros0ft/phi'«): ...\n"),
    case("keyword of any call", "a.py", "agent(model=»'deepseekai/r1'«)\n"),
    case("pipeline", "a.py", "from transformers import pipeline\npipeline('t', »'faceb00k/bart'«)\n"),
    case("dataset", "a.py", "load_dataset(»'EleutherA1/pile'«)\n"),
    case("file", "a.py", "hf_hub_download(»'The-Bloke/x'«, 'a.gguf')\n"),
    case("tool", "a.py", "from smolagents import load_tool\nload_tool(»'hugging-face/tool'«)\n"),
    case("address", "a.py", "model = get(»'https://huggingface.co/meta_llama/x/resolve/main/a'«)\n"),
    case("hf", "run.sh", "hf download »stability_ai/sdxl«\n"),
    case("vllm", "run.sh", "vllm serve »deepseekai/r1« --port 1\n"),
    case("option", "run.sh", "python train.py --model_name_or_path=»meta_llama/x« --lr 1\n"),
    case("clone", "run.sh", "git clone »https://huggingface.co/meta_llama/x«\n"),
    case("wget", "nb.ipynb", notebook("!wget »https://hf.co/opena1/model/resolve/main/a.bin«")),
    case("image", "Dockerfile", "FROM x\nRUN hf download »meta_llama/x«\n"),
    case("YAML", "a.yaml", "»model_name_or_path: meta_llama/x«\n"),
    case("YAML, list", "a.yaml", "models:\n  - google/gemma\n  - »g00gle/gemma«\n"),
    case("JSON", "a.json", '{»"base_model": "mistral_ai/x«"}\n'),
    case("TOML", "a.toml", '»repo_id = "mistral_ai/x«"\n'),
    case("lock", "models.lock", '[[model]]\n»source = "hf:meta_llama/x«"\n'),
    case("lock, dataset", "models.lock", '[[model]]\n»source = "hf:datasets/meta_llama/x«"\n'),
    case("other alphabet", "a.py", "A.from_pretrained(»'m\u0435ta-llama/Llama-3'«)\n"),
    case("other alphabet, address", "a.py", "get(»'https://huggingface.co/g\u043eogle/x/resolve/main/a'«)\n"),
    case(".env", ".env", "»HF_MODEL_ID=mistral_ai/x«\n"),
    case("other name allowed", "a.py", "A.from_pretrained(»'meta_llama/x'«)\n", allow_organisations=["opena1"]),
]
ORGANISATION_QUIET = [
    case("publisher", "a.py", "A.from_pretrained('meta-llama/Llama-3')\n"),
    case("publisher, case", "a.py", "A.from_pretrained('Meta-Llama/x')\nB.from_pretrained('QWEN/x')\n"),
    case("allowed", "a.py", "A.from_pretrained('Meta_llama/x')\n", allow_organisations=["meta_Llama"]),
    case("not a model", "a.py", "model = 1\ntopic = 'goggle/x'\nprint('meta_llama/x')\n"),
    case("compared", "a.py", "if model == 'meta_llama/x' or model in ('opena1/x',):\n    raise ValueError\n"),
    case("deny list", "a.py", "BLOCKED_MODELS = ['meta_llama/x']\n"),
    case("comment", "a.py", "# from_pretrained('meta_llama/x')\nmodel = 'meta-llama/x'\n"),
    case("docstring", "a.py", 'def f(model):\n    """Not `meta_llama/x`."""\n'),
    case("message", "a.py", "raise ValueError('no model meta_llama/x')\n"),
    case("path", "a.py", "model = 'meta_llama/src/model.py'\nmodel_path = './open_ai/x'\n"),
    case("file", "a.py", "model = 'open_ai/config.json'\n"),
    case("markdown cell", "nb.ipynb", notebook("[markdown] model meta_llama/x")),
    case("shown", "run.sh", "echo 'hf download meta_llama/x'\n"),
    case("publisher downloaded", "run.sh", "hf download meta-llama/x --local-dir open_ai/x\n"),
    case("GitHub", "run.sh", "git clone https://github.com/meta_llama/model\n"),
    case("YAML, not a model", "a.yaml", "model: gpt2\nimage: open_ai/x\nsource: meta_llama/x\n"),
    case("YAML, comment", "a.yaml", "model: x  # meta_llama/x\n"),
    case("number", "a.py", "A.from_pretrained('internlm2/x')\n"),
]

test_organisation_flags = flagging("impersonated-organisation", ORGANISATION_FLAGS)
test_organisation_quiet = quiet("impersonated-organisation", ORGANISATION_QUIET)


@pytest.mark.parametrize(
    ("name", "publisher"), [(name, publisher) for publisher, names in IMITATIONS.items() for name in names.split()]
)
def test_an_imitation_is_seen(name: str, publisher: str) -> None:
    assert imitated(name) == publisher


@pytest.mark.parametrize("name", [*REAL, *PUBLISHERS, *[name.upper() for name in PUBLISHERS]])
def test_a_real_name_is_no_imitation(name: str) -> None:
    assert imitated(name) == ""


@pytest.mark.parametrize("name", ["", "a" * 100_000, "-" * 50, "é" * 20, "\ud800", "0" * 60])
def test_odd_names_are_nobody(name: str) -> None:
    assert imitated(name) == ""
