"""Names of scikit-learn, joblib and statsmodels, old and new module paths."""

from __future__ import annotations

# Harmless, whatever they are called with.
NAMES = {
    "hdbscan.dist_metrics": "newObj",
    "joblib.numpy_pickle": "NDArrayWrapper NumpyArrayWrapper ZNDArrayWrapper",
    "joblib.numpy_pickle_compat": "NDArrayWrapper NumpyArrayWrapper ZNDArrayWrapper",
    "sklearn._loss._loss": """
        CyAbsoluteError CyExponentialLoss CyHalfBinomialLoss CyHalfGammaLoss CyHalfMultinomialLoss
        CyHalfPoissonLoss CyHalfSquaredError CyHalfTweedieLoss CyHalfTweedieLossIdentity CyHuberLoss
        CyLossFunction CyPinballLoss __pyx_unpickle_CyHalfMultinomialLoss
    """,
    "sklearn.datasets.base": "Bunch",
    "sklearn.exceptions": """
        ChangedBehaviorWarning ConvergenceWarning DataConversionWarning DataDimensionalityWarning
        EfficiencyWarning EstimatorCheckFailedWarning FitFailedWarning InconsistentVersionWarning
        NonBLASDotWarning NotFittedError PositiveSpectrumWarning SkipTestWarning UndefinedMetricWarning
        UnsetMetadataPassedError
    """,
    "sklearn.externals.joblib.numpy_pickle": "NDArrayWrapper NumpyArrayWrapper ZNDArrayWrapper",
    "sklearn.externals.joblib.numpy_pickle_compat": "NDArrayWrapper NumpyArrayWrapper ZNDArrayWrapper",
    "sklearn.linear_model._sgd_fast": """
        Classification EpsilonInsensitive Hinge Huber Log LossFunction ModifiedHuber Regression
        SquaredEpsilonInsensitive SquaredHinge SquaredLoss
    """,
    "sklearn.linear_model.sgd_fast": """
        Classification EpsilonInsensitive Hinge Huber Log LossFunction ModifiedHuber Regression
        SquaredEpsilonInsensitive SquaredHinge SquaredLoss
    """,
    "sklearn.metrics._dist_metrics": """
        BrayCurtisDistance32 BrayCurtisDistance64 CanberraDistance32 CanberraDistance64 ChebyshevDistance32
        ChebyshevDistance64 DiceDistance32 DiceDistance64 DistanceMetric DistanceMetric32 DistanceMetric64
        EuclideanDistance32 EuclideanDistance64 HammingDistance32 HammingDistance64 HaversineDistance32
        HaversineDistance64 JaccardDistance32 JaccardDistance64 KulsinskiDistance32 KulsinskiDistance64
        MahalanobisDistance32 MahalanobisDistance64 ManhattanDistance32 ManhattanDistance64 MatchingDistance32
        MatchingDistance64 MinkowskiDistance32 MinkowskiDistance64 PyFuncDistance32 PyFuncDistance64
        RogersTanimotoDistance32 RogersTanimotoDistance64 RussellRaoDistance32 RussellRaoDistance64
        SEuclideanDistance32 SEuclideanDistance64 SokalMichenerDistance32 SokalMichenerDistance64
        SokalSneathDistance32 SokalSneathDistance64 __pyx_unpickle_DistanceMetric newObj
    """,
    "sklearn.neighbors._ball_tree": "newObj",
    "sklearn.neighbors._dist_metrics": """
        BrayCurtisDistance32 BrayCurtisDistance64 CanberraDistance32 CanberraDistance64 ChebyshevDistance32
        ChebyshevDistance64 DiceDistance32 DiceDistance64 DistanceMetric DistanceMetric32 DistanceMetric64
        EuclideanDistance32 EuclideanDistance64 HammingDistance32 HammingDistance64 HaversineDistance32
        HaversineDistance64 JaccardDistance32 JaccardDistance64 KulsinskiDistance32 KulsinskiDistance64
        MahalanobisDistance32 MahalanobisDistance64 ManhattanDistance32 ManhattanDistance64 MatchingDistance32
        MatchingDistance64 MinkowskiDistance32 MinkowskiDistance64 PyFuncDistance32 PyFuncDistance64
        RogersTanimotoDistance32 RogersTanimotoDistance64 RussellRaoDistance32 RussellRaoDistance64
        SEuclideanDistance32 SEuclideanDistance64 SokalMichenerDistance32 SokalMichenerDistance64
        SokalSneathDistance32 SokalSneathDistance64 __pyx_unpickle_DistanceMetric newObj
    """,
    "sklearn.neighbors._kd_tree": "newObj",
    "sklearn.neighbors.ball_tree": "newObj",
    "sklearn.neighbors.dist_metrics": """
        BrayCurtisDistance32 BrayCurtisDistance64 CanberraDistance32 CanberraDistance64 ChebyshevDistance32
        ChebyshevDistance64 DiceDistance32 DiceDistance64 DistanceMetric DistanceMetric32 DistanceMetric64
        EuclideanDistance32 EuclideanDistance64 HammingDistance32 HammingDistance64 HaversineDistance32
        HaversineDistance64 JaccardDistance32 JaccardDistance64 KulsinskiDistance32 KulsinskiDistance64
        MahalanobisDistance32 MahalanobisDistance64 ManhattanDistance32 ManhattanDistance64 MatchingDistance32
        MatchingDistance64 MinkowskiDistance32 MinkowskiDistance64 PyFuncDistance32 PyFuncDistance64
        RogersTanimotoDistance32 RogersTanimotoDistance64 RussellRaoDistance32 RussellRaoDistance64
        SEuclideanDistance32 SEuclideanDistance64 SokalMichenerDistance32 SokalMichenerDistance64
        SokalSneathDistance32 SokalSneathDistance64 __pyx_unpickle_DistanceMetric newObj
    """,
    "sklearn.neighbors.kd_tree": "newObj",
    "sklearn.tree._criterion": "Criterion Entropy FriedmanMSE Gini MAE MSE Poisson",
    "sklearn.tree._splitter": """
        BestSparseSplitter BestSplitter PresortBestSplitter RandomSparseSplitter RandomSplitter
    """,
    "sklearn.tree._tree": "Tree",
    "sklearn.utils": "Bunch",
    "sklearn.utils._bunch": "Bunch",
    "sklearn.utils.deprecation": "DeprecationDict",
    "statsmodels.tools.sm_exceptions": "ConvergenceWarning InterpolationWarning ValueWarning",
    "statsmodels.tools.tools": "Bunch",
    "statsmodels.tsa.statespace._cfa_simulation_smoother": """
        cCFASimulationSmoother dCFASimulationSmoother sCFASimulationSmoother zCFASimulationSmoother
    """,
    "statsmodels.tsa.statespace._initialization": "cInitialization dInitialization sInitialization zInitialization",
    "statsmodels.tsa.statespace._kalman_filter": "cKalmanFilter dKalmanFilter sKalmanFilter zKalmanFilter",
    "statsmodels.tsa.statespace._kalman_smoother": "cKalmanSmoother dKalmanSmoother sKalmanSmoother zKalmanSmoother",
    "statsmodels.tsa.statespace._representation": "cStatespace dStatespace sStatespace zStatespace",
    "statsmodels.tsa.statespace._simulation_smoother": """
        cSimulationSmoother dSimulationSmoother sSimulationSmoother zSimulationSmoother
    """,
}

# Harmless where a pickle names them, or makes objects of them, and calls nothing.
VALUES = {
    "joblib.logger": "Logger",
    "joblib.memory": "Memory",
    "joblib.parallel": "Parallel",
    "sklearn.base": """
        _clone_parametrized _fit_context clone is_classifier is_clusterer is_outlier_detector is_regressor
    """,
    "sklearn.calibration": """
        _convert_to_logits _fit_calibrator _fit_classifier_calibrator_pair _sigmoid_calibration
        calibration_curve
    """,
    "sklearn.cluster._kmeans": """
        _kmeans_plusplus _kmeans_single_elkan _kmeans_single_lloyd _labels_inertia
        _labels_inertia_threadpool_limit _mini_batch_step _tolerance k_means kmeans_plusplus
        lloyd_iter_chunked_dense
    """,
    "sklearn.compose._column_transformer": "make_column_selector",
    "sklearn.covariance._empirical_covariance": "empirical_covariance log_likelihood",
    "sklearn.decomposition._fastica": """
        _cube _exp _gs_decorrelation _ica_def _ica_par _logcosh _sym_decorrelation fastica
    """,
    "sklearn.externals.joblib.memory": "Memory",
    "sklearn.feature_extraction.text": """
        _analyze _check_stop_list _document_frequency _make_int_array _preprocess strip_accents_ascii
        strip_accents_unicode strip_tags
    """,
    "sklearn.feature_selection._mutual_info": """
        _compute_mi _compute_mi_cc _compute_mi_cd _estimate_mi _iterate_columns mutual_info_classif
        mutual_info_regression
    """,
    "sklearn.feature_selection._univariate_selection": """
        _chisquare _clean_nans chi2 f_classif f_oneway f_regression r_regression
    """,
    "sklearn.feature_selection.mutual_info_": "mutual_info_classif mutual_info_regression",
    "sklearn.feature_selection.univariate_selection": "chi2 f_classif f_oneway f_regression",
    "sklearn.isotonic": "check_increasing isotonic_regression",
    "sklearn.metrics": """
        accuracy_score adjusted_mutual_info_score adjusted_rand_score auc average_precision_score
        balanced_accuracy_score brier_score_loss calinski_harabasz_score check_scoring class_likelihood_ratios
        classification_report cohen_kappa_score completeness_score confusion_matrix
        confusion_matrix_at_thresholds coverage_error d2_absolute_error_score d2_brier_score d2_log_loss_score
        d2_pinball_score d2_tweedie_score davies_bouldin_score dcg_score det_curve euclidean_distances
        explained_variance_score f1_score fbeta_score fowlkes_mallows_score get_scorer get_scorer_names
        hamming_loss hinge_loss homogeneity_completeness_v_measure homogeneity_score jaccard_score
        label_ranking_average_precision_score label_ranking_loss log_loss make_scorer matthews_corrcoef
        max_error mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss
        mean_poisson_deviance mean_squared_error mean_squared_log_error mean_tweedie_deviance
        median_absolute_error metric_at_thresholds multilabel_confusion_matrix mutual_info_score
        nan_euclidean_distances ndcg_score normalized_mutual_info_score pair_confusion_matrix pairwise_distances
        pairwise_distances_argmin pairwise_distances_argmin_min pairwise_distances_chunked pairwise_kernels
        precision_recall_curve precision_recall_fscore_support precision_score r2_score rand_score recall_score
        roc_auc_score roc_curve root_mean_squared_error root_mean_squared_log_error silhouette_samples
        silhouette_score top_k_accuracy_score v_measure_score zero_one_loss
    """,
    "sklearn.metrics._classification": """
        accuracy_score balanced_accuracy_score brier_score_loss class_likelihood_ratios classification_report
        cohen_kappa_score confusion_matrix d2_brier_score d2_log_loss_score f1_score fbeta_score hamming_loss
        hinge_loss jaccard_score log_loss matthews_corrcoef multilabel_confusion_matrix
        precision_recall_fscore_support precision_score recall_score zero_one_loss
    """,
    "sklearn.metrics._ranking": """
        auc average_precision_score confusion_matrix_at_thresholds coverage_error dcg_score det_curve
        label_ranking_average_precision_score label_ranking_loss metric_at_thresholds ndcg_score
        precision_recall_curve roc_auc_score roc_curve top_k_accuracy_score
    """,
    "sklearn.metrics._regression": """
        d2_absolute_error_score d2_pinball_score d2_tweedie_score explained_variance_score max_error
        mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss
        mean_poisson_deviance mean_squared_error mean_squared_log_error mean_tweedie_deviance
        median_absolute_error r2_score root_mean_squared_error root_mean_squared_log_error
    """,
    "sklearn.metrics._scorer": """
        _passthrough_scorer check_scoring get_scorer get_scorer_names make_scorer negative_likelihood_ratio
        positive_likelihood_ratio
    """,
    "sklearn.metrics.classification": """
        accuracy_score balanced_accuracy_score brier_score_loss class_likelihood_ratios classification_report
        cohen_kappa_score confusion_matrix d2_brier_score d2_log_loss_score f1_score fbeta_score hamming_loss
        hinge_loss jaccard_score log_loss matthews_corrcoef multilabel_confusion_matrix
        precision_recall_fscore_support precision_score recall_score zero_one_loss
    """,
    "sklearn.metrics.cluster._supervised": """
        adjusted_mutual_info_score adjusted_rand_score check_clusterings completeness_score contingency_matrix
        entropy fowlkes_mallows_score homogeneity_completeness_v_measure homogeneity_score mutual_info_score
        normalized_mutual_info_score pair_confusion_matrix rand_score v_measure_score
    """,
    "sklearn.metrics.cluster._unsupervised": """
        calinski_harabasz_score check_number_of_labels davies_bouldin_score silhouette_samples silhouette_score
    """,
    "sklearn.metrics.pairwise": """
        additive_chi2_kernel check_paired_arrays check_pairwise_arrays chi2_kernel cosine_distances
        cosine_similarity distance_metrics euclidean_distances haversine_distances kernel_metrics
        laplacian_kernel linear_kernel manhattan_distances nan_euclidean_distances paired_cosine_distances
        paired_distances paired_euclidean_distances paired_manhattan_distances pairwise_distances
        pairwise_distances_argmin pairwise_distances_argmin_min pairwise_distances_chunked pairwise_kernels
        polynomial_kernel rbf_kernel sigmoid_kernel
    """,
    "sklearn.metrics.ranking": """
        auc average_precision_score confusion_matrix_at_thresholds coverage_error dcg_score det_curve
        label_ranking_average_precision_score label_ranking_loss metric_at_thresholds ndcg_score
        precision_recall_curve roc_auc_score roc_curve top_k_accuracy_score
    """,
    "sklearn.metrics.regression": """
        d2_absolute_error_score d2_pinball_score d2_tweedie_score explained_variance_score max_error
        mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss
        mean_poisson_deviance mean_squared_error mean_squared_log_error mean_tweedie_deviance
        median_absolute_error r2_score root_mean_squared_error root_mean_squared_log_error
    """,
    "sklearn.metrics.scorer": """
        check_scoring get_scorer get_scorer_names make_scorer negative_likelihood_ratio
        positive_likelihood_ratio
    """,
    "sklearn.neural_network._base": """
        binary_log_loss inplace_exp inplace_identity inplace_identity_derivative inplace_logistic
        inplace_logistic_derivative inplace_relu inplace_relu_derivative inplace_softmax inplace_tanh
        inplace_tanh_derivative log_loss poisson_loss squared_loss
    """,
    "sklearn.preprocessing._data": """
        _handle_zeros_in_scale _is_constant_feature add_dummy_feature binarize maxabs_scale minmax_scale
        normalize power_transform quantile_transform robust_scale scale
    """,
    "sklearn.preprocessing.data": "binarize minmax_scale normalize scale",
    "sklearn.utils._mask": "_get_dense_mask _get_mask axis0_safe_slice indices_to_mask safe_mask",
    "sklearn.utils.extmath": """
        _approximate_mode _deterministic_vector_sign_flip _incremental_mean_and_var _nanaverage
        _randomized_eigsh _randomized_range_finder _randomized_svd _safe_accumulator_op cartesian density
        fast_logdet make_nonnegative randomized_range_finder randomized_svd row_norms safe_sparse_dot safe_sqr
        softmax squared_norm stable_cumsum svd_flip weighted_mode
    """,
    "sklearn.utils.validation": """
        _allclose_dense_sparse _assert_all_finite _assert_all_finite_element_wise _check_categorical_features
        _check_estimator_name _check_feature_names _check_feature_names_in _check_large_sparse
        _check_method_params _check_monotonic_cst _check_n_features _check_pos_label_consistency
        _check_psd_eigenvalues _check_response_method _check_sample_weight _check_y _deprecate_positional_args
        _ensure_no_complex_data _ensure_sparse_format _estimator_has _generate_get_feature_names_out
        _get_feature_names _is_arraylike _is_arraylike_not_scalar _is_extension_array_dtype _is_fitted
        _is_pandas_string_dtype _make_indexable _num_features _num_samples _nw_into_df_or_series
        _pandas_dtype_needs_early_conversion _to_object_array as_float_array assert_all_finite check_X_y
        check_array check_consistent_length check_is_fitted check_memory check_non_negative check_random_state
        check_scalar check_symmetric column_or_1d has_fit_parameter indexable validate_data
    """,
    "statsmodels.tsa.exponential_smoothing._ets_smooth": """
        _ets_smooth_add_add _ets_smooth_add_mul _ets_smooth_mul_add _ets_smooth_mul_mul
    """,
}
