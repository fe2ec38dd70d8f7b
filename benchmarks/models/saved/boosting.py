"""What libraries around scikit-learn save."""

from __future__ import annotations

from common import attempted, path, pickled


def make_boosting() -> None:
    import numpy as np
    import xgboost as xgb

    features, labels = np.random.rand(40, 4), np.arange(40) % 2
    model = xgb.XGBClassifier(n_estimators=3).fit(features, labels)
    pickled(
        "boosting",
        xgb_classifier=model,
        xgb_regressor=lambda: xgb.XGBRegressor(n_estimators=2).fit(features, labels),
        xgb_booster=lambda: model.get_booster(),
        xgb_ranker=lambda: xgb.XGBRanker(n_estimators=2).fit(features, labels, group=[20, 20]),
        xgb_forest=lambda: xgb.XGBRFClassifier(n_estimators=2).fit(features, labels),
    )
    model.save_model(path("boosting/model.json"))
    model.save_model(path("boosting/model.ubj"))


def make_lightgbm() -> None:
    import lightgbm as lgb
    import numpy as np

    features, labels = np.random.rand(60, 4), np.arange(60) % 2
    model = lgb.LGBMClassifier(n_estimators=2, verbose=-1).fit(features, labels)
    pickled(
        "boosting",
        lgb_classifier=model,
        lgb_regressor=lambda: lgb.LGBMRegressor(n_estimators=2, verbose=-1).fit(features, labels),
        lgb_ranker=lambda: lgb.LGBMRanker(n_estimators=2, verbose=-1).fit(features, labels, group=[30, 30]),
        lgb_booster=lambda: model.booster_,
    )
    model.booster_.save_model(path("boosting/lightgbm.txt"))


def make_catboost() -> None:
    import catboost
    import numpy as np

    features, labels = np.random.rand(40, 4), np.arange(40) % 2
    options = {"iterations": 2, "verbose": 0, "allow_writing_files": False}
    model = catboost.CatBoostClassifier(**options).fit(features, labels)
    pickled(
        "boosting",
        catboost=model,
        catboost_regressor=lambda: catboost.CatBoostRegressor(**options).fit(features, labels),
    )
    model.save_model(path("boosting/model.cbm"))


def make_around_scikit_learn() -> None:
    import numpy as np
    import pandas as pd

    features, labels = np.random.rand(40, 4), np.arange(40) % 2
    frame = pd.DataFrame({"a": list("xyxz") * 10, "b": range(40)})

    def of_imblearn() -> None:
        from imblearn import over_sampling, pipeline, under_sampling
        from sklearn.linear_model import LogisticRegression

        pickled(
            "around scikit-learn",
            smote=lambda: over_sampling.SMOTE(),
            under=lambda: under_sampling.RandomUnderSampler(),
            imbalanced=lambda: pipeline.make_pipeline(over_sampling.SMOTE(), LogisticRegression()).fit(
                features, labels
            ),
        )

    def of_encoders() -> None:
        import category_encoders

        for name in ("TargetEncoder", "OrdinalEncoder", "CatBoostEncoder", "BinaryEncoder", "WOEEncoder"):
            encoder = getattr(category_encoders, name)
            pickled("around scikit-learn", **{name: lambda encoder=encoder: encoder(cols=["a"]).fit(frame, labels)})

    def of_statsmodels() -> None:
        import statsmodels.api as sm
        import statsmodels.formula.api as smf
        from statsmodels.tsa.arima.model import ARIMA
        from statsmodels.tsa.holtwinters import ExponentialSmoothing

        series = pd.Series(np.random.rand(40).cumsum())
        pickled(
            "statsmodels",
            ols=lambda: sm.OLS(labels, features).fit(),
            logit=lambda: sm.GLM(labels, features, family=sm.families.Binomial()).fit(),
            formula=lambda: smf.ols("b ~ C(a)", frame).fit(),
            arima=lambda: ARIMA(series, order=(1, 0, 0)).fit(),
            smoothing=lambda: ExponentialSmoothing(series).fit(),
        )
        sm.OLS(labels, features).fit().save(path("statsmodels/saved.pickle"))

    def of_optuna() -> None:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.ERROR)
        study = optuna.create_study()
        study.optimize(lambda trial: trial.suggest_float("x", 0, 1) ** 2, n_trials=3)
        pickled("optuna", study=study, trials=lambda: study.trials, best=lambda: study.best_params)

    for maker in (of_imblearn, of_encoders, of_statsmodels, of_optuna):
        attempted(maker.__name__, maker)


def make_plots() -> None:
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt
    import networkx as nx

    figure, axes = plt.subplots()
    axes.plot([1, 2])
    pickled("graphs and plots", graph=lambda: nx.path_graph(4), digraph=lambda: nx.DiGraph([(1, 2)]))
    figure.savefig(path("graphs and plots/figure.png"))


def make_skops() -> None:
    import numpy as np
    import skops.io
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, StandardScaler

    features, labels = np.random.rand(20, 3), np.arange(20) % 2
    models = {
        "logistic": LogisticRegression(),
        "pipeline": make_pipeline(StandardScaler(), LogisticRegression()),
        "forest": RandomForestClassifier(3),
        "function": make_pipeline(FunctionTransformer(np.log1p), LogisticRegression()),
    }
    for name, model in models.items():
        skops.io.dump(model.fit(features, labels), path(f"skops/{name}.skops"))
