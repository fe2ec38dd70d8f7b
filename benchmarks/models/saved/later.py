"""Further objects, thought of after labcoat's lists of names were begun and never shown to whoever wrote them."""

from __future__ import annotations

from common import attempted, path, pickled


def make_later_standard_library() -> None:
    import calendar
    import collections
    import datetime as dt
    import decimal
    import pathlib
    import string
    import time
    import types
    import uuid

    pickled(
        "later: standard library",
        run={
            "started": dt.datetime(2025, 5, 6, 7, 8, 9, 123),
            "id": uuid.UUID(int=9),
            "cwd": pathlib.PurePosixPath("/w"),
        },
        nested=collections.defaultdict(collections.Counter, a=collections.Counter("ab")),
        ordered=collections.OrderedDict([("b", collections.OrderedDict(a=1)), ("c", [])]),
        queue=collections.deque(range(5)),
        user=[collections.UserList([1]), collections.UserString("x")],
        struct_time=time.gmtime(0),
        decimals=[decimal.Decimal("NaN"), decimal.Decimal("1e9")],
        proxy=types.SimpleNamespace(a=types.SimpleNamespace(b=1)),
        letters=frozenset(string.ascii_letters),
        weekday=lambda: calendar.Day.MONDAY if hasattr(calendar, "Day") else calendar.MONDAY,
        zones=[dt.timezone.utc, dt.timezone(dt.timedelta(minutes=90))],
        errors=[KeyError("a"), FileNotFoundError(2, "x"), StopIteration(3), RuntimeError()],
        callables=[len, max, sum, sorted, abs, round],
        bytes_of_all={"a": bytes(range(256)), "b": bytearray(300), "c": memoryview(b"x").tobytes()},
    )


def make_later_arrays() -> None:
    import numpy as np
    import pandas as pd
    from scipy import signal, sparse, spatial, stats

    frame = pd.DataFrame({"y": [2.0, 3.0], "k": ["a", "b"]}, index=pd.Index(["r", "s"], name="i"))
    pickled(
        "later: arrays",
        windows=[np.hanning(4), np.float16(1.5), np.uint64(7), np.complex64(1), np.longdouble(2)],
        chebyshev=lambda: np.polynomial.Chebyshev([1, 2]),
        legendre=lambda: np.polynomial.Legendre([1, 2]),
        masked_record=lambda: np.ma.masked_invalid([1.0, np.nan]),
        mask=lambda: [np.ma.masked, np.ma.nomask],
        memory_map=lambda: np.asarray(np.arange(3)),
        functions=[np.argmax, np.median, np.exp, np.tanh, np.maximum],
        newaxis=[np.s_[1:3], np.nan, np.inf],
        generators=lambda: {
            "a": np.random.Generator(np.random.PCG64DXSM(1)),
            "b": np.random.default_rng(2).bit_generator,
        },
        date_arrays=lambda: [np.datetime64("NaT"), np.timedelta64(3, "h"), np.array(["2020"], "M8[ns]")],
        scales=lambda: {"mean": frame.mean(numeric_only=True), "std": frame.std(numeric_only=True)},
        resampled=lambda: pd.Series([1, 2], pd.date_range("2026", periods=2, freq="h")).resample("D").sum(),
        cut=lambda: pd.cut(pd.Series([1, 2, 3]), 2),
        quantiles=lambda: pd.qcut(pd.Series(range(6)), 3, labels=["l", "m", "h"]),
        crosstab=lambda: pd.crosstab(frame["y"], frame["k"]),
        pivot=lambda: frame.pivot_table(index="k", values="y"),
        nullable=lambda: pd.array([1.5, None], dtype="Float64"),
        small_ints=lambda: pd.array([1, None], dtype="Int8"),
        multi=lambda: pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", "y"]),
        business=lambda: pd.bdate_range("2026-01-01", periods=3),
        quarters=lambda: pd.period_range("2026Q1", periods=3, freq="Q"),
        sparse_series=lambda: pd.Series(pd.arrays.SparseArray([1.0, 0, 0], fill_value=0.0)),
        date_offset=lambda: [
            pd.DateOffset(months=1),
            pd.offsets.Week(weekday=2),
            pd.offsets.QuarterEnd(),
            pd.offsets.Hour(3),
        ],
        frozen=lambda: [stats.uniform(0, 1), stats.beta(1, 2), stats.poisson(3), stats.multivariate_normal([0, 0])],
        random_sparse=lambda: sparse.random(4, 4, 0.5, format="csr"),
        identity=lambda: sparse.eye(3, format="dia"),
        transform=lambda: spatial.transform.Rotation.from_euler("z", 1.0),
        state_space=lambda: signal.StateSpace([[1]], [[1]], [[1]], [[0]]),
    )


def make_later_estimators() -> None:
    import joblib
    import numpy as np
    from sklearn import (
        cluster,
        compose,
        datasets,
        decomposition,
        ensemble,
        feature_selection,
        impute,
        inspection,
        kernel_approximation,
        linear_model,
        metrics,
        model_selection,
        multiclass,
        neighbors,
        pipeline,
        preprocessing,
        svm,
        tree,
    )
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
    from sklearn.gaussian_process import GaussianProcessClassifier, kernels
    from sklearn.neural_network import MLPClassifier

    x, y = np.random.rand(40, 5), np.arange(40) % 3
    models = {
        "gamma": lambda: linear_model.GammaRegressor().fit(x, y + 1.0),
        "tweedie": lambda: linear_model.TweedieRegressor(power=1.5).fit(x, y + 1.0),
        "multi_task": lambda: linear_model.MultiTaskLasso().fit(x, np.c_[y, y]),
        "lars": lambda: linear_model.LassoLarsCV().fit(x, y),
        "ridge_classifier": lambda: linear_model.RidgeClassifierCV().fit(x, y),
        "hinge": lambda: linear_model.SGDClassifier(loss="log_loss", average=True).fit(x, y),
        "huber_sgd": lambda: linear_model.SGDRegressor(loss="huber").fit(x, y),
        "one_class": lambda: linear_model.SGDOneClassSVM().fit(x),
        "nu_svr": lambda: svm.NuSVR(kernel="poly").fit(x, y),
        "boosted_losses": lambda: [
            ensemble.GradientBoostingRegressor(loss=k, n_estimators=2).fit(x, y) for k in ("huber", "quantile")
        ],
        "binary_boosting": lambda: ensemble.GradientBoostingClassifier(n_estimators=2).fit(x, y > 0),
        "hist_losses": lambda: [
            ensemble.HistGradientBoostingRegressor(loss=k, max_iter=2).fit(x, y) for k in ("poisson", "absolute_error")
        ],
        "hist_classes": lambda: ensemble.HistGradientBoostingClassifier(max_iter=2).fit(x, y),
        "voting_regressor": lambda: ensemble.VotingRegressor([("a", linear_model.Ridge())]).fit(x, y),
        "stacking_regressor": lambda: ensemble.StackingRegressor([("a", linear_model.Ridge())]).fit(x, y),
        "bagging": lambda: ensemble.BaggingRegressor(tree.DecisionTreeRegressor(), 3).fit(x, y),
        "iterative": lambda: impute.IterativeImputer(max_iter=1).fit(x),
        "recursive": lambda: feature_selection.RFECV(linear_model.LogisticRegression(), min_features_to_select=2).fit(
            x, y
        ),
        "from_model": lambda: feature_selection.SelectFromModel(linear_model.Lasso(0.001)).fit(x, y),
        "mutual": lambda: feature_selection.SelectKBest(feature_selection.mutual_info_classif, k=2).fit(x, y),
        "chi2": lambda: feature_selection.SelectPercentile(feature_selection.chi2).fit(x, y),
        "affinity": lambda: cluster.AffinityPropagation().fit(x),
        "bisecting": lambda: cluster.BisectingKMeans(2).fit(x),
        "agglomeration": lambda: cluster.FeatureAgglomeration(2).fit(x),
        "factor": lambda: decomposition.FactorAnalysis(2).fit(x),
        "dictionary": lambda: decomposition.MiniBatchDictionaryLearning(2, max_iter=2).fit(x),
        "sampler": lambda: kernel_approximation.AdditiveChi2Sampler().fit(x),
        "ball_tree": lambda: neighbors.KNeighborsClassifier(algorithm="ball_tree", metric="manhattan").fit(x, y),
        "haversine": lambda: neighbors.BallTree(x[:, :2], metric="haversine"),
        "neighbourhood": lambda: neighbors.NeighborhoodComponentsAnalysis(2, max_iter=2).fit(x, y),
        "process": lambda: GaussianProcessClassifier(
            kernels.RationalQuadratic() * kernels.ConstantKernel() + kernels.DotProduct()
        ).fit(x, y),
        "network": lambda: MLPClassifier((3,), solver="sgd", max_iter=3, early_stopping=True).fit(x, y),
        "one_vs_one": lambda: multiclass.OneVsOneClassifier(svm.SVC()).fit(x, y),
        "output_code": lambda: multiclass.OutputCodeClassifier(svm.SVC()).fit(x, y),
        "halving": lambda: model_selection.ParameterGrid({"a": [1]}),
        "time_split": lambda: [
            model_selection.TimeSeriesSplit(3),
            model_selection.GroupKFold(2),
            model_selection.ShuffleSplit(2),
        ],
        "search_scored": lambda: model_selection.GridSearchCV(
            svm.SVC(), {"C": [1, 2]}, scoring=["accuracy", "f1_macro"], refit="accuracy"
        ).fit(x, y),
        "cross_validated": lambda: model_selection.cross_validate(linear_model.Ridge(), x, y, return_estimator=True),
        "scorers": lambda: {
            "a": metrics.get_scorer("roc_auc"),
            "b": metrics.make_scorer(metrics.mean_squared_error, greater_is_better=False),
        },
        "thresholds": lambda: metrics.precision_recall_curve(y > 0, x[:, 0]),
        "importance": lambda: inspection.permutation_importance(linear_model.Ridge().fit(x, y), x, y, n_repeats=2),
        "iris": lambda: datasets.load_iris(),
        "quantile_bins": lambda: preprocessing.KBinsDiscretizer(3, encode="ordinal").fit(x),
        "normal_quantiles": lambda: preprocessing.QuantileTransformer(n_quantiles=10, output_distribution="normal").fit(
            x
        ),
        "functions": lambda: pipeline.make_pipeline(
            preprocessing.FunctionTransformer(np.sqrt), preprocessing.StandardScaler()
        ).fit(x),
        "target_transformer": lambda: compose.TransformedTargetRegressor(
            linear_model.Ridge(), transformer=preprocessing.StandardScaler()
        ).fit(x, y),
    }
    for number, (name, make) in enumerate(models.items()):
        if number % 3 == 0:
            target, packed = path(f"later: estimators/{name}.joblib"), number % 2
            attempted(name, lambda make=make, t=target, packed=packed: joblib.dump(make(), t, compress=packed))
        else:
            pickled("later: estimators", **{name: make})


def make_later_torch() -> None:
    import numpy as np
    import torch
    from torch import nn
    from torch.nn.utils import prune

    net = nn.Linear(3, 2)
    averaged = torch.optim.swa_utils.AveragedModel(net)
    contents = {
        "averaged.pt": {"ema": averaged.state_dict(), "n": averaged.n_averaged},
        "averaged_model.pt": averaged,
        "unet.pt": nn.Sequential(
            nn.ConvTranspose2d(1, 1, 2), nn.GroupNorm(1, 1), nn.SiLU(), nn.Upsample(scale_factor=2)
        ),
        "attention.pt": nn.MultiheadAttention(4, 2),
        "gru.pt": nn.GRU(2, 3, bidirectional=True),
        "weight_norm.pt": nn.utils.parametrizations.weight_norm(nn.Linear(2, 2)).state_dict(),
        "pruned.pt": prune.random_unstructured(nn.Linear(4, 4), "weight", 0.5).state_dict(),
        "init_lists.pt": nn.ModuleList(
            [nn.Identity(), nn.PReLU(), nn.LeakyReLU(), nn.GELU(), nn.Hardswish(), nn.Mish()]
        ),
        "ignite.pt": {"model": net.state_dict(), "trainer": {"iteration": 5, "rng_states": [torch.get_rng_state()]}},
        "history.pt": [{"epoch": 1, "loss": torch.tensor(0.5), "lr": np.float32(0.1), "cm": np.eye(2)}],
        "word_vectors.pt": (["a", "b"], {"a": 0, "b": 1}, torch.ones(2, 4), 4),
        "yolo.pt": {
            "epoch": -1,
            "names": {0: "person"},
            "ema": None,
            "train_args": {"imgsz": 640},
            "date": "2026-01-01",
        },
        "diffusion.ckpt": {"state_dict": {"a": torch.ones(1, dtype=torch.half)}, "callbacks": {}, "global_step": 3},
        "lora.bin": {"base.lora_A.weight": torch.ones(1, 2, dtype=torch.bfloat16)},
        "textual_inversion.bin": {"<cat>": torch.ones(3)},
        "optimizer.bin": torch.optim.AdamW(net.parameters(), amsgrad=True, fused=False).state_dict(),
        "rng_state.pth": {
            "python": __import__("random").getstate(),
            "numpy": np.random.get_state(),
            "cpu": torch.get_rng_state(),
        },
        "tuple.pt": (torch.zeros(0), torch.tensor([True]), torch.tensor(1 + 2j)),
        "loader_state.pt": {"sampler": torch.utils.data.SequentialSampler(range(3)), "batch": 4},
        "distributions.pt": [torch.distributions.Categorical(torch.ones(3)), torch.distributions.Bernoulli(0.5)],
        "normalizer.pt": {"mean": torch.ones(3), "std": np.ones(3), "names": np.array(["a", "b"])},
    }
    for name, content in contents.items():
        attempted(name, lambda name=name, content=content: torch.save(content, path(f"later: torch/{name}")))
    torch.save(net.state_dict(), path("later: torch/old.pth"), _use_new_zipfile_serialization=False)


def make_later_models() -> None:
    import lightgbm as lgb
    import numpy as np
    import xgboost as xgb

    x, y = np.random.rand(60, 4), np.arange(60) % 3
    pickled(
        "later: models",
        multi_class=lambda: xgb.XGBClassifier(n_estimators=2).fit(x, y),
        linear=lambda: xgb.XGBRegressor(booster="gblinear", n_estimators=2).fit(x, y),
        dart=lambda: lgb.LGBMClassifier(boosting_type="dart", n_estimators=2, verbose=-1).fit(x, y),
        many={
            "low": lgb.LGBMRegressor(objective="quantile", n_estimators=2, verbose=-1).fit(x, y),
            "columns": list("abcd"),
        },
        importance=lambda: xgb.XGBClassifier(n_estimators=2).fit(x, y).feature_importances_,
    )


def make_later_hubs() -> None:
    import transformers
    from common import OUT

    for kind in "DistilBert Albert Electra Bart Wav2Vec2 Gemma Qwen2 Phi Swin".split():
        made = attempted(kind, lambda kind=kind: getattr(transformers, f"{kind}Config")())
        if made is not None:
            made.save_pretrained(OUT / f"later: hubs/{kind}")  # type: ignore[attr-defined]
            pickled("later: hubs", **{kind: made})
    pickled(
        "later: hubs",
        output=lambda: transformers.modeling_outputs.BaseModelOutput(last_hidden_state=None),
        trainer_state=lambda: transformers.TrainerState(global_step=3),
        special=lambda: transformers.AddedToken("<x>") if hasattr(transformers, "AddedToken") else None,
    )
