"""Keys of model providers, tools and clouds as people write them, and what only looks like one."""

from __future__ import annotations

import pytest

from labcoat.core.keys.engine import Finder
from labcoat.core.keys.examples import expand
from labcoat.core.keys.providers import ai, ai_tools, cloud

ROWS = ai.DETECTORS + ai_tools.DETECTORS + cloud.DETECTORS
FINDER = Finder(ROWS)
SEEDS = range(3)

POSITIVE = (
    ("huggingface-token", 'login(token="hf_<letters:34>")'),
    ("huggingface-token", "!huggingface-cli login --token hf_<letters:34>"),
    ("huggingface-token", "%env HF_TOKEN=hf_<alnum:37>"),
    ("huggingface-token", "git clone https://user:hf_<letters:34>@huggingface.co/org/model"),
    ("huggingface-org-token", "os.environ['HUGGINGFACEHUB_API_TOKEN'] = 'api_org_<letters:34>'"),
    ("openai-project-key", 'client = OpenAI("sk-proj-<word:74>T3BlbkFJ<word:73>A")'),
    ("openai-project-key", "openai.api_key = 'sk-proj-<alnum:20>T3BlbkFJ<alnum:20>'"),
    ("openai-project-key", "export OPENAI_API_KEY=sk-proj-<word:123>9"),
    ("openai-api-key", 'llm = ChatOpenAI(openai_api_key="sk-<alnum:20>T3BlbkFJ<alnum:20>", temperature=0)'),
    ("openai-api-key", "Incorrect API key provided: sk-<alnum:20>T3BlbkFJ<alnum:20>."),
    ("openai-service-account-key", "OPENAI_API_KEY: sk-svcacct-<word:74>T3BlbkFJ<word:73>A"),
    ("openai-admin-key", '"Authorization": "Bearer sk-admin-<word:58>T3BlbkFJ<word:57>A"'),
    ("openai-compatible-api-key", 'client = OpenAI(api_key="sk-<alnum:48>", base_url="http://10.0.0.7:4000")'),
    ("anthropic-api-key", 'anthropic.Anthropic(api_key="sk-ant-api03-<word:93>AA")'),
    ("anthropic-admin-key", "ANTHROPIC_ADMIN_KEY=sk-ant-admin01-<word:93>AA"),
    ("anthropic-oauth-token", "!CLAUDE_CODE_OAUTH_TOKEN=sk-ant-oat01-<word:93>AA claude -p hi"),
    ("cohere-api-key", 'co = cohere.Client("<alnum:38>47")'),
    ("cohere-api-key", "CO_API_KEY=<alnum:38>47"),
    ("mistral-api-key", 'client = MistralClient(api_key="<alnum:30>47")'),
    ("deepseek-api-key", 'client = OpenAI(base_url="https://api.deepseek.com", api_key="sk-<hex:32>")'),
    ("moonshot-api-key", "MOONSHOT_API_KEY=sk-<alnum:46>47"),
    ("dashscope-api-key", 'dashscope.api_key = "sk-<hex:32>"'),
    ("zai-api-key", 'client = ZhipuAI(api_key="<hex:32>.<alnum:16>")'),
    ("groq-api-key", 'Groq(api_key="gsk_<alnum:52>")'),
    ("replicate-api-token", "%env REPLICATE_API_TOKEN r8_<alnum:37>"),
    ("xai-api-key", 'XAI_API_KEY="xai-<alnum:80>"'),
    ("perplexity-api-key", 'headers = {"Authorization": "Bearer pplx-<alnum:48>"}'),
    ("openrouter-api-key", "litellm.api_key = 'sk-or-v1-<hex:64>'"),
    ("cerebras-api-key", "CEREBRAS_API_KEY=csk-<lower+digits:48>"),
    ("fireworks-api-key", 'fireworks.client.api_key = "fw_<alnum:22>"'),
    ("together-api-key", 'Together(api_key="tgp_v1_<word:43>")'),
    ("together-api-key-old", 'together.api_key = "<hex:64>"'),
    ("nvidia-api-key", 'ChatNVIDIA(model="meta/llama3", nvidia_api_key="nvapi-<word:63>7")'),
    ("voyage-api-key", 'voyageai.Client(api_key="pa-<word:42>7")'),
    ("jina-api-key", "Authorization: Bearer jina_<hex:32><alnum:28>"),
    ("tavily-api-key", 'TavilyClient(api_key="tvly-dev-<alnum:32>")'),
    ("firecrawl-api-key", 'FirecrawlApp(api_key="fc-<hex:32>")'),
    ("elevenlabs-api-key", 'ElevenLabs(api_key="sk_<hex:48>")'),
    ("elevenlabs-api-key-old", 'elevenlabs.set_api_key("<hex:32>")'),
    ("assemblyai-api-key", 'import assemblyai as aai\naai.settings.api_key = "<hex:32>"'),
    ("deepgram-api-key", 'deepgram = DeepgramClient("<hex:40>")'),
    ("exa-api-key", "EXA_API_KEY=<uuid>"),
    ("serper-api-key", 'os.environ["SERPER_API_KEY"] = "<hex:40>"'),
    ("fal-api-key", "FAL_KEY=<uuid>:<hex:32>"),
    ("modal-token-secret", "!modal token set --token-id ak-<alnum:22> --token-secret as-<alnum:20>47"),
    ("runpod-api-key", 'runpod.api_key = "rpa_<upper+digits:40><alnum:6>"'),
    ("wandb-api-key-old", "!wandb login <hex:40>"),
    ("wandb-api-key-old", 'wandb.login(key="<hex:40>")'),
    ("wandb-api-key-old", "machine api.wandb.ai\n  login user\n  password <hex:40>"),
    ("wandb-api-key", "WANDB_API_KEY=wandb_v1_<alnum:77>"),
    ("comet-api-key", 'comet_ml.Experiment(api_key="<alnum:23>47")'),
    ("kaggle-json-key", '{"username":"<lower:8>","key":"<hex:32>"}'),
    ("kaggle-json-key", '!echo \'{"username": "<lower:8>", "key": "<hex:32>"}\' > ~/.kaggle/kaggle.json'),
    ("kaggle-api-key", "os.environ['KAGGLE_KEY'] = '<hex:32>'"),
    ("kaggle-api-token", "KAGGLE_API_TOKEN=KGAT_<hex:32>"),
    ("databricks-token", "databricks configure --token dapi<hex:32>-2"),
    ("databricks-oauth-secret", 'client_secret="dose<hex:32>"'),
    ("langsmith-api-key", 'os.environ["LANGCHAIN_API_KEY"] = "lsv2_pt_<hex:32>_<hex:10>"'),
    ("langfuse-secret-key", 'Langfuse(public_key="pk-lf-<uuid>", secret_key="sk-lf-<uuid>")'),
    ("pinecone-api-key", 'Pinecone(api_key="pcsk_<alnum:6>_<alnum:63>")'),
    ("pinecone-api-key-old", 'pinecone.init(api_key="<uuid>", environment="us-west1-gcp")'),
    ("roboflow-api-key", 'rf = Roboflow(api_key="<alnum:18>47")'),
    ("llama-cloud-api-key", 'LlamaParse(api_key="llx-<alnum:48>")'),
    ("prefect-api-key", "prefect cloud login -k pnu_<alnum:36>"),
    ("aws-access-key", 'boto3.client("s3", aws_access_key_id="AKIA<base32:16>")'),
    ("aws-secret-key", 'boto3.client("s3", aws_secret_access_key="<base64:38>a7")'),
    ("aws-secret-key", 'os.environ["AWS_SECRET_ACCESS_KEY"] = "<base64:38>a7"'),
    ("aws-secret-key", '"os.environ[\\"AWS_SECRET_ACCESS_KEY\\"] = \\"<base64:38>a7\\"\\n"'),
    ("aws-secret-key", "!aws configure set aws_secret_access_key <base64:38>a7"),
    ("aws-secret-key-beside-id", 's3 = S3FileSystem("AKIA<base32:16>", "<base64:38>a7")'),
    ("aws-secret-key-beside-id", "Access key ID,Secret access key\nAKIA<base32:16>,<base64:38>a7"),
    ("aws-session-token", "aws_session_token = <base64:344>"),
    ("aws-bedrock-api-key", "AWS_BEARER_TOKEN_BEDROCK=ABSKQmVkcm9ja0FQSUtleS1<alnum:108>="),
    ("google-api-key", 'genai.configure(api_key="AIzaSy<word:32>7")'),
    ("google-oauth-client-secret", '"client_secret":"GOCSPX-<word:27>7"'),
    ("google-oauth-access-token", "Authorization: Bearer ya29.a0<word:180>"),
    ("google-oauth-refresh-token", '"refresh_token": "1//0<word:97>7"'),
    (
        "google-service-account-key",
        '{"type": "service_account", "project_id": "p", "private_key_id": "<hex:40>",\n'
        ' "private_key": "-----BEGIN PRIVATE KEY-----\\n<base64:300>\\n-----END PRIVATE KEY-----\\n",\n'
        ' "client_email": "x"}',
    ),
    ("azure-account-key", "DefaultEndpointsProtocol=https;AccountName=lab;AccountKey=<base64:84>a7==;EndpointSuffix=x"),
    ("azure-identifiable-key", 'credential = "<base64:76>+ASt<alnum:5>A=="'),
    ("azure-key-by-name", 'AZURE_STORAGE_KEY="<base64:84>a7=="'),
    ("azure-shared-access-key", "Endpoint=sb://x;SharedAccessKeyName=Root;SharedAccessKey=<base64:41>a7="),
    ("azure-ai-key", 'AzureOpenAI(api_key="<alnum:52>JQQJ99BFACYeBjFXJ3w3AAAB<alnum:8>")'),
    ("azure-api-key", 'AzureOpenAI(azure_endpoint="https://x.openai.azure.com", api_key="<hex:32>")'),
    ("azure-client-secret", 'ClientSecretCredential(t, c, "<alnum:3>8Q~<alnum:34>")'),
    ("azure-sas-signature", "https://lab.blob.core.windows.net/data?sv=2024-01-01&se=x&sr=c&sig=<alnum:41>a7%3D"),
    ("azure-devops-token", "git clone https://<alnum:76>AZDO<alnum:4>@dev.azure.com/lab/_git/x"),
    ("alibaba-access-key", "oss2.Auth('LTAI5t<alnum:18>', 'x')"),
    ("alibaba-secret-key", "oss2.Auth('LTAI5t<alnum:18>', '<alnum:28>47')"),
    ("ibm-cloud-api-key", 'watsonx = Credentials(url="x", api_key="<word:42>7B")'),
    ("ibm-quantum-token", 'QiskitRuntimeService(channel="ibm_quantum", token="<hex:128>")'),
    ("digitalocean-token", "DIGITALOCEAN_TOKEN=dop_v1_<hex:64>"),
    ("heroku-api-key", "HEROKU_API_KEY=HRKU-AA<alnum:58>"),
    ("heroku-api-key-old", "heroku_api_key: <uuid>"),
    ("vercel-token", "vercel deploy --token vcp_<alnum:56>"),
    ("cloudflare-token", "CLOUDFLARE_API_TOKEN=cfut_<alnum:40><hex:8>"),
    ("hetzner-token", "export HCLOUD_TOKEN=<alnum:62>47"),
)

QUIET = (
    "from huggingface_hub import hf_hub_download, hf_hub_url_for_a_model_or_dataset_file",
    "hf_hub_offline_mode_is_enabled_for_tests = True",
    "hf_<lower:34>",
    "token = os.environ['HF_TOKEN']  # hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "pip install sk-learn-contrib-lightning sk-video sk-dsp-comm sk-proj-template-for-data-science",
    "OPENAI_API_KEY=sk-proj-your-key-goes-here-and-nothing-else-0000",
    "openai.api_key = 'sk-...'",
    "r8_model_names_and_versions_are_not_tokens, r8_0123, gsk_learn, xai-explainability-tools-for-notebooks",
    "jina_embeddings_v3_is_a_model_and_not_a_key_of_anyone_at_all_2024",
    "fw_cfg_name_of_the_boot_image_of_qemu, fw_version_3_2_1_of_the_device",
    "pa-rallel-computing-with-dask-and-ray-in-2024-x",
    "fc-layer-of-the-network, fc-<lower:20>",
    "key_<hex:32>",
    "wandb: Run <hex:8>, artifact digest <base64:22>==",
    "pip install git+https://github.com/wandb/wandb@<hex:40>",
    '{"git": {"remote": "https://github.com/wandb/examples", "commit": "<hex:40>"}}',
    "https://github.com/mistralai/mistral-common/blob/<hex:40>/README.md",
    "wandb/run-20240101_120000-<lower+digits:8>/files/media/images/val_12_<hex:20>.png",
    "cohere/<hex:40>.safetensors",
    'mistral = load("/models/<hex:32>/config.json")',
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAPACIFICNORTHEAST is a region's name in capitals",
    "https://cdn.example.org/x?X-Amz-Credential=AKIA<base32:16>%2F20250101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=1",
    "https://b.s3.amazonaws.com/x?AWSAccessKeyId=AKIA<base32:16>&Expires=1700000000&Signature=x",
    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    'aws_secret_access_key = config["secret"]',
    "aws s3 etag <hex:40>",
    "ASIAN<letters:11> and ABIA" + "A" * 16,
    "AIzaSy" + "a" * 33,
    "AccountKey=<hex:20>",
    "SharedAccessKeyName=RootManageSharedAccessKey",
    "https://maps.googleapis.com/maps/api/js?key=YOUR_API_KEY",
    '"type": "service_account", "project_id": "lab"',
    "pinecone index <uuid> was created",
    "<uuid>",
    "<hex:32>",
    "<hex:40>",
    "<alnum:40>",
    "sha256:<hex:64>",
    "exact(<uuid>), example <uuid>, default: <uuid>",
    'Langfuse(public_key="pk-lf-<uuid>")',
    "azure-pipelines.yml: image mcr.microsoft.com/azure-cli@sha256:<hex:64>",
    "digitalocean droplet <digits:9>, dop_v1_short",
    "heroku releases:output --app <lower:12>",
    'username": "<lower:8>", "id": "<hex:32>',
    "comet_ml.config.save(directory='/home/<lower:12>')",
    "sig=<hex:8>&size=large",
)


def found(template: str, seed: int) -> list[str]:
    """The detectors that find something in a text made of a template."""
    return [match.detector.name for _, match in FINDER.find([expand(template, seed)], ["text"])]


@pytest.mark.parametrize(("name", "template"), POSITIVE)
def test_a_key_as_people_write_it(name: str, template: str) -> None:
    for seed in SEEDS:
        assert name in found(template, seed)


@pytest.mark.parametrize("template", QUIET)
def test_what_only_looks_like_a_key(template: str) -> None:
    for seed in SEEDS:
        assert found(template, seed) == []


def test_every_key_names_its_source_or_is_off() -> None:
    assert [row.name for row in ROWS if bool(row.source) == row.opt_in] == []


def test_every_name_is_used_once() -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)


def test_keys_that_google_publishes_are_quiet() -> None:
    chrome = "AIzaSy" + "BqJZh-7pA44blAaAkH6490hUFOwX0KCYM"
    assert found(f"key = {chrome}", 0) == []
