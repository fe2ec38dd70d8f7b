"""What scikit-learn and joblib save."""

from __future__ import annotations

from common import attempted, path, pickled


def _estimators() -> dict[str, object]:
    from importlib import import_module

    table = """
    sklearn.linear_model: LinearRegression LogisticRegression Ridge Lasso ElasticNet SGDClassifier SGDRegressor RidgeCV
    sklearn.linear_model: Perceptron BayesianRidge HuberRegressor PoissonRegressor QuantileRegressor RANSACRegressor
    sklearn.linear_model: LassoCV Lars LogisticRegressionCV PassiveAggressiveClassifier TheilSenRegressor
    sklearn.svm: SVC SVR LinearSVC NuSVC OneClassSVM LinearSVR
    sklearn.tree: DecisionTreeClassifier DecisionTreeRegressor ExtraTreeClassifier
    sklearn.ensemble: RandomForestClassifier RandomForestRegressor GradientBoostingClassifier GradientBoostingRegressor
    sklearn.ensemble: HistGradientBoostingClassifier HistGradientBoostingRegressor AdaBoostClassifier AdaBoostRegressor
    sklearn.ensemble: BaggingClassifier ExtraTreesClassifier IsolationForest ExtraTreesRegressor RandomTreesEmbedding
    sklearn.neighbors: KNeighborsClassifier KNeighborsRegressor NearestNeighbors RadiusNeighborsClassifier KernelDensity
    sklearn.neighbors: LocalOutlierFactor NearestCentroid
    sklearn.naive_bayes: GaussianNB MultinomialNB BernoulliNB ComplementNB
    sklearn.neural_network: MLPClassifier MLPRegressor BernoulliRBM
    sklearn.cluster: KMeans MiniBatchKMeans DBSCAN AgglomerativeClustering SpectralClustering MeanShift Birch OPTICS
    sklearn.cluster: HDBSCAN
    sklearn.decomposition: PCA TruncatedSVD NMF FastICA KernelPCA IncrementalPCA LatentDirichletAllocation SparsePCA
    sklearn.preprocessing: StandardScaler MinMaxScaler RobustScaler MaxAbsScaler Normalizer Binarizer OneHotEncoder
    sklearn.preprocessing: OrdinalEncoder PolynomialFeatures PowerTransformer QuantileTransformer KBinsDiscretizer
    sklearn.preprocessing: SplineTransformer FunctionTransformer TargetEncoder
    sklearn.impute: SimpleImputer KNNImputer MissingIndicator
    sklearn.feature_selection: SelectKBest VarianceThreshold SelectPercentile
    sklearn.gaussian_process: GaussianProcessClassifier GaussianProcessRegressor
    sklearn.discriminant_analysis: LinearDiscriminantAnalysis QuadraticDiscriminantAnalysis
    sklearn.mixture: GaussianMixture BayesianGaussianMixture
    sklearn.manifold: Isomap MDS
    sklearn.covariance: EmpiricalCovariance EllipticEnvelope MinCovDet
    sklearn.isotonic: IsotonicRegression
    sklearn.kernel_ridge: KernelRidge
    sklearn.kernel_approximation: RBFSampler Nystroem
    sklearn.dummy: DummyClassifier DummyRegressor
    sklearn.cross_decomposition: PLSRegression
    sklearn.semi_supervised: LabelPropagation
    """
    made = {}
    for line in table.strip().split("\n"):
        module, _, names = line.strip().partition(": ")
        for name in names.split():
            made[name] = getattr(import_module(module), name, None)
    return {name: kind for name, kind in made.items() if kind is not None}


def make_scikit_learn() -> None:
    import joblib
    import numpy as np

    generator = np.random.RandomState(1)
    features, labels = generator.rand(30, 4), np.arange(30) % 2
    for number, (name, kind) in enumerate(_estimators().items()):
        inputs = features[:, 0] if name == "IsotonicRegression" else features
        model = attempted(f"scikit-learn/{name}", lambda kind=kind, inputs=inputs: kind().fit(inputs, labels))
        if model is not None and number % 2:
            pickled("scikit-learn", **{name: model})
        elif model is not None:
            joblib.dump(model, path(f"scikit-learn/{name}.joblib"))


def make_pipelines() -> None:
    import joblib
    import numpy as np
    import pandas as pd
    from sklearn import (
        calibration,
        compose,
        ensemble,
        feature_extraction,
        linear_model,
        metrics,
        model_selection,
        multiclass,
        multioutput,
        pipeline,
        preprocessing,
        svm,
        tree,
        utils,
    )
    from sklearn.feature_extraction import text
    from sklearn.gaussian_process import GaussianProcessRegressor, kernels

    features, labels = np.random.rand(30, 4), np.arange(30) % 2
    frame = pd.DataFrame(features, columns=list("abcd")).assign(e=["x", "y", "z"] * 10)
    columns = compose.ColumnTransformer(
        [
            ("n", preprocessing.StandardScaler(), ["a", "b"]),
            ("c", preprocessing.OneHotEncoder(handle_unknown="ignore"), ["e"]),
        ],
        remainder="passthrough",
    )
    logistic = linear_model.LogisticRegression()
    words = ["good fine film", "fine bad plot", "awful acting"] * 10
    models = {
        "pipeline": lambda: pipeline.make_pipeline(columns, logistic).fit(frame, labels),
        "union": lambda: pipeline.make_union(preprocessing.StandardScaler(), preprocessing.MinMaxScaler()).fit(
            features
        ),
        "grid": lambda: model_selection.GridSearchCV(tree.DecisionTreeClassifier(), {"max_depth": [1, 2]}).fit(
            features, labels
        ),
        "randomized": lambda: model_selection.RandomizedSearchCV(logistic, {"C": [0.1, 1]}, n_iter=2).fit(
            features, labels
        ),
        "tfidf": lambda: text.TfidfVectorizer().fit(words),
        "count": lambda: text.CountVectorizer(ngram_range=(1, 2), stop_words="english").fit(words),
        "hashing": lambda: text.HashingVectorizer(),
        "text_pipeline": lambda: pipeline.make_pipeline(text.TfidfVectorizer(), svm.LinearSVC()).fit(words, labels),
        "dict_vectorizer": lambda: feature_extraction.DictVectorizer().fit([{"a": 1}]),
        "voting": lambda: ensemble.VotingClassifier([("l", logistic), ("t", tree.DecisionTreeClassifier())]).fit(
            features, labels
        ),
        "stacking": lambda: ensemble.StackingClassifier([("l", logistic)]).fit(features, labels),
        "calibrated": lambda: calibration.CalibratedClassifierCV(svm.LinearSVC()).fit(features, labels),
        "one_vs_rest": lambda: multiclass.OneVsRestClassifier(logistic).fit(features, labels),
        "multi_output": lambda: multioutput.MultiOutputClassifier(logistic).fit(features, np.c_[labels, labels]),
        "label_encoder": lambda: preprocessing.LabelEncoder().fit(list("abc")),
        "label_binarizer": lambda: preprocessing.LabelBinarizer().fit(list("abc")),
        "multi_label": lambda: preprocessing.MultiLabelBinarizer().fit([["a"], ["b"]]),
        "log_transformer": lambda: preprocessing.FunctionTransformer(np.log1p, inverse_func=np.expm1),
        "target": lambda: compose.TransformedTargetRegressor(
            linear_model.Ridge(), func=np.log1p, inverse_func=np.expm1
        ).fit(features, labels + 1),
        "selector": lambda: compose.make_column_transformer(
            (preprocessing.StandardScaler(), compose.make_column_selector(dtype_include="number"))
        ).fit(frame),
        "kernels": lambda: GaussianProcessRegressor(kernels.RBF() + kernels.WhiteKernel() * kernels.Matern()).fit(
            features, labels
        ),
        "folds": lambda: model_selection.StratifiedKFold(3),
        "splits": lambda: list(model_selection.KFold(3).split(features)),
        "scorer": lambda: metrics.make_scorer(metrics.f1_score, average="macro"),
        "bunch": lambda: utils.Bunch(data=features, target=labels, feature_names=list("abcd")),
        "set_output": lambda: preprocessing.StandardScaler().set_output(transform="pandas").fit(frame[list("abcd")]),
        "report": lambda: metrics.classification_report(labels, labels, output_dict=True),
        "roc": lambda: metrics.roc_curve(labels, features[:, 0]),
    }
    pickled("scikit-learn pipelines", **models)
    pickled(
        "scikit-learn pipelines, protocol 2", 2, pipeline=models["pipeline"], grid=models["grid"], tfidf=models["tfidf"]
    )
    built = models["pipeline"]()
    for kind in ("zlib", "gzip", "bz2", "xz", "lzma", "lz4"):
        target, content = path(f"joblib/{kind}.joblib"), {"model": built, "x": features}
        attempted(kind, lambda t=target, c=content, kind=kind: joblib.dump(c, t, compress=(kind, 3)))
    joblib.dump(frame, path("joblib/frame.joblib"))
    joblib.dump([features, features.T, labels], path("joblib/arrays.joblib"))
    joblib.dump(np.array(["a", None], dtype=object), path("joblib/objects.joblib"))
    joblib.dump({"a": [np.ones((2, 2), order="F"), np.array(3.0)], "s": np.array(["x"])}, path("joblib/mixed.joblib"))
    joblib.dump(np.matrix([[1.0, 2]]), path("joblib/matrix.joblib"))
    joblib.dump(built, path("joblib/named.pkl"), compress=3)
    joblib.dump(built, path("joblib/named.pkl.gz"))
    joblib.dump(built, path("joblib/named.z"))
    joblib.dump(ensemble.RandomForestClassifier(5).fit(features, labels), path("joblib/protocol_2.joblib"), protocol=2)
