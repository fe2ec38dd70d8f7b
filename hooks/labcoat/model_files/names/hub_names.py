"""Names of transformers, accelerate, datasets, tokenizers and Pillow."""

from __future__ import annotations

# Harmless, whatever they are called with.
NAMES = {
    "PIL.Image": "Dither Palette Quantize Resampling Transform Transpose enum",
    "accelerate.state": "DistributedType",
    "accelerate.utils.dataclasses": """
        BaseEnum ComputeEnvironment CustomDtype DDPCommunicationHookType DistributedType DynamoBackend
        FP8BackendType LoggerType PrecisionType RNGType SageMakerDistributedType
    """,
    "datasets.features": "Features",
    "datasets.features.features": "Features",
    "datasets.splits": "NamedSplit Split",
    "datasets.utils.info_utils": "VerificationMode",
    "tokenizers": "AddedToken",
    "transformers.debug_utils": "DebugOption",
    "transformers.file_utils": "ExplicitEnum ModelOutput PaddingStrategy TensorType",
    "transformers.generation.configuration_utils": "GenerationMode",
    "transformers.modeling_outputs": """
        BackboneOutput BaseModelOutput BaseModelOutputWithCrossAttentions BaseModelOutputWithNoAttention
        BaseModelOutputWithPast BaseModelOutputWithPastAndCrossAttentions BaseModelOutputWithPooling
        BaseModelOutputWithPoolingAndCrossAttentions BaseModelOutputWithPoolingAndNoAttention
        BaseModelOutputWithPoolingAndProjection CausalLMOutput CausalLMOutputWithCrossAttentions
        CausalLMOutputWithPast DepthEstimatorOutput ImageClassifierOutput ImageClassifierOutputWithNoAttention
        ImageSuperResolutionOutput MaskedImageModelingOutput MaskedLMOutput MoECausalLMOutputWithPast
        MoEModelOutput MoEModelOutputWithPastAndCrossAttentions MoeCausalLMOutputWithPast MoeModelOutputWithPast
        MultipleChoiceModelOutput NextSentencePredictorOutput QuestionAnsweringModelOutput
        SampleTSPredictionOutput SemanticSegmenterOutput Seq2SeqLMOutput Seq2SeqMoEModelOutput Seq2SeqMoEOutput
        Seq2SeqModelOutput Seq2SeqQuestionAnsweringModelOutput Seq2SeqSequenceClassifierOutput
        Seq2SeqSpectrogramOutput Seq2SeqTSModelOutput Seq2SeqTSPredictionOutput SequenceClassifierOutput
        SequenceClassifierOutputWithPast TokenClassifierOutput Wav2Vec2BaseModelOutput XVectorOutput
    """,
    "transformers.tokenization_utils_base": "BatchEncoding TruncationStrategy",
    "transformers.trainer_pt_utils": "AcceleratorConfig",
    "transformers.trainer_utils": """
        EvalPrediction EvaluationStrategy FSDPOption HPSearchBackend HubStrategy IntervalStrategy
        PredictionOutput SaveStrategy SchedulerType ShardedDDPOption TrainOutput
    """,
    "transformers.training_args": "OptimizerNames ParallelMode ShardedDDPOption",
    "transformers.utils.generic": "ExplicitEnum PaddingStrategy TensorType",
    "transformers.utils.import_utils": "VersionComparison",
    "transformers.utils.quantization_config": "AwqBackend AwqFormat ExllamaVersion QuantizationMethod",
}

# Harmless where a pickle names them, or makes objects of them, and calls nothing.
VALUES = {
    "transformers.data.data_collator": "default_data_collator",
    "transformers.optimization": """
        _get_constant_lambda _get_constant_schedule_with_warmup_lr_lambda
        _get_cosine_schedule_with_warmup_lr_lambda _get_linear_schedule_with_warmup_lr_lambda
    """,
}
