"""Modules that libraries of Hugging Face import by what a configuration says: sentence-transformers, diffusers, PEFT.

Source: `modules.json` of sentence-transformers, `model_index.json` of diffusers, `adapter_config.json` of PEFT.
"""

from __future__ import annotations

from labcoat.core.models.targets import is_known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.settings import Setting

KEYS = ('"idx"', "_diffusers_version", "parent_library")
# Modules below `diffusers.pipelines`, by which its own pipelines name classes.
PIPELINES = frozenset(
    """
    ace_step allegro alt_diffusion amused animatediff anyflow audio_diffusion audioldm audioldm2 aura_flow
    blip_diffusion bria bria_fibo bria_fibo2 chroma chronoedit cogvideo cogview3 cogview4 consisid consistency_models
    controlnet controlnet_hunyuandit controlnet_sd3 controlnet_xs cosmos dance_diffusion ddim ddpm deepfloyd_if
    deprecated diffusion_gemma dit dreamlite easyanimate ernie_image flux flux2 free_noise_utils glm_image helios
    hidream_image hunyuan_image hunyuan_video hunyuan_video1_5 hunyuandit i2vgen_xl ideogram4 joyimage kandinsky
    kandinsky2_2 kandinsky3 kandinsky5 kandinsky6 kolors krea2 latent_consistency_models latent_diffusion
    latent_diffusion_uncond latte ledits_pp llada2 longcat_audio_dit longcat_image ltx ltx2 lucy lumina lumina2
    marigold mochi motif_video musicldm nucleusmoe_image omnigen ovis_image pag paint_by_example pia pixart_alpha pndm
    prx qwenimage qwenimage21 repaint rfd4_proteina sana sana_video sana_wm score_sde_ve semantic_stable_diffusion
    shap_e skyreels_v2 spectrogram_diffusion stable_audio stable_audio_3 stable_cascade stable_diffusion
    stable_diffusion_3 stable_diffusion_attend_and_excite stable_diffusion_diffedit stable_diffusion_gligen
    stable_diffusion_k_diffusion stable_diffusion_ldm3d stable_diffusion_panorama stable_diffusion_safe
    stable_diffusion_sag stable_diffusion_variants stable_diffusion_xl stable_video_diffusion stochastic_karras_ve
    t2i_adapter text_to_video_synthesis unclip unidiffuser versatile_diffusion visualcloze vq_diffusion wan wuerstchen
    z_image
    """.split()
)
BESIDE = ("__main__", "transformers_modules")  # what is not there, or only with `trust_remote_code`


def judge_hub(settings: Sequence[Setting]) -> Iterator[tuple[Setting, str, str]]:
    """Settings that name a module of no known library: the setting, what names it, and the module."""
    paths = {setting.path for setting in settings}
    is_pipeline = any([path[:1] == ("_diffusers_version",) for path in paths])
    for setting in settings:
        value, path = setting.value, setting.path
        if not isinstance(value, str) or not value:
            continue
        if len(path) == 2 and path[1] == "type" and _is_module(path[0], paths) and "." in value:
            if not is_known(value):
                yield setting, "`type` imports", value
        elif is_pipeline and len(path) == 2 and path[1] == "0" and (path[0], "1") in paths:
            if not is_known(value) and value.rpartition(".")[2] not in PIPELINES:
                yield setting, f"`{path[0]}` imports", value
        elif path == ("auto_mapping", "parent_library") and not is_known(value) and not value.startswith(BESIDE):
            yield setting, "`parent_library` imports", value


def _is_module(index: str, paths: set[tuple[str, ...]]) -> bool:
    """Whether an item of a list is a module of sentence-transformers."""
    return index.isdigit() and {(index, "idx"), (index, "path")} <= paths
