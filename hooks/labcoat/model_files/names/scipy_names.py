"""Names of SciPy, old and new module paths."""

from __future__ import annotations

# Harmless, whatever they are called with.
NAMES = {
    "scipy.linalg": "LinAlgError",
    "scipy.optimize": "OptimizeResult",
    "scipy.optimize._optimize": "OptimizeResult",
    "scipy.optimize.optimize": "OptimizeResult",
    "scipy.spatial._ckdtree": "KDTree cKDTree cKDTreeNode",
    "scipy.spatial._kdtree": "KDTree cKDTree cKDTreeNode",
    "scipy.spatial.ckdtree": "KDTree cKDTree cKDTreeNode",
    "scipy.spatial.kdtree": "KDTree cKDTree cKDTreeNode",
}

# Harmless where a pickle names them, or makes objects of them, and calls nothing.
VALUES = {
    "scipy._lib.array_api_compat.numpy._aliases": "asarray",
    "scipy.integrate._ode": "lsoda ode vode",
    "scipy.interpolate._interpolate": """
        BPoly PPoly interp1d interp1d._call_linear interp1d._call_linear_np interp1d._call_nan_spline
        interp1d._call_nearest interp1d._call_previousnext interp1d._call_spline interp2d lagrange
    """,
    "scipy.interpolate.interpolate": """
        BPoly PPoly interp1d interp1d._call_linear interp1d._call_linear_np interp1d._call_nan_spline
        interp1d._call_nearest interp1d._call_previousnext interp1d._call_spline interp2d lagrange
    """,
    "scipy.linalg": "cho_solve cholesky eig eigh inv pinv solve svd",
    "scipy.signal._ltisys": "dlti lti",
    "scipy.signal.ltisys": "dlti lti",
    "scipy.sparse": """
        _bsr_base _coo_base _csc_base _csr_base _dia_base _dok_base _lil_base bsr_array bsr_matrix coo_array
        coo_matrix csc_array csc_matrix csr_array csr_matrix dia_array dia_matrix dok_array dok_matrix lil_array
        lil_matrix
    """,
    "scipy.sparse._arrays": """
        bsr_array coo_array csc_array csr_array dia_array dok_array lil_array
    """,
    "scipy.sparse._base": "_spbase sparray spmatrix",
    "scipy.sparse._bsr": "_bsr_base bsr_array bsr_matrix",
    "scipy.sparse._coo": "_coo_base coo_array coo_matrix",
    "scipy.sparse._csc": "_csc_base csc_array csc_matrix",
    "scipy.sparse._csr": "_csr_base csr_array csr_matrix",
    "scipy.sparse._dia": "_dia_base dia_array dia_matrix",
    "scipy.sparse._dok": "_dok_base dok_array dok_matrix",
    "scipy.sparse._lil": "_lil_base lil_array lil_matrix",
    "scipy.sparse._matrix": "spmatrix",
    "scipy.sparse.base": "spmatrix",
    "scipy.sparse.bsr": "_bsr_base bsr_array bsr_matrix",
    "scipy.sparse.coo": "_coo_base coo_array coo_matrix",
    "scipy.sparse.csc": "_csc_base csc_array csc_matrix",
    "scipy.sparse.csr": "_csr_base csr_array csr_matrix",
    "scipy.sparse.data": "_data_matrix",
    "scipy.sparse.dia": "_dia_base dia_array dia_matrix",
    "scipy.sparse.dok": "_dok_base dok_array dok_matrix",
    "scipy.sparse.lil": "_lil_base lil_array lil_matrix",
    "scipy.spatial.distance": """
        braycurtis canberra cdist chebyshev cityblock correlation cosine dice directed_hausdorff euclidean
        hamming is_valid_dm is_valid_y jaccard jensenshannon mahalanobis minkowski num_obs_dm num_obs_y pdist
        rogerstanimoto russellrao seuclidean sokalsneath sqeuclidean squareform yule
    """,
    "scipy.special": """
        agm airy airye bdtr bdtrc bdtri bdtrik bdtrin bei beip ber berp besselpoly beta betainc betaincc
        betainccinv betaincinv betaln binom boxcox boxcox1p btdtria btdtrib cbrt chdtr chdtrc chdtri chdtriv
        chndtr chndtridf chndtrinc chndtrix comb cosdg cosm1 cotdg dawsn digamma ellipe ellipeinc ellipj ellipk
        ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erfc erfcinv erfcx erfi erfinv
        eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer eval_genlaguerre eval_hermite
        eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt eval_sh_chebyu eval_sh_jacobi
        eval_sh_legendre exp1 exp10 exp2 expi expit expm1 expn exprel factorial fdtr fdtrc fdtri fdtridfd
        fresnel gamma gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria gdtrib
        gdtrix hankel1 hankel1e hankel2 hankel2e huber hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox
        inv_boxcox1p it2i0k0 it2j0y0 it2struve0 itairy iti0k0 itj0y0 itmodstruve0 itstruve0 iv ive j0 j1 jn jv
        jve k0 k0e k1 k1e kei keip kelvin ker kerp kl_div kn kolmogi kolmogorov kv kve log1p log_expit log_ndtr
        log_softmax log_wright_bessel loggamma logit logsumexp lpmv mathieu_a mathieu_b mathieu_cem
        mathieu_modcem1 mathieu_modcem2 mathieu_modsem1 mathieu_modsem2 mathieu_sem modfresnelm modfresnelp
        modstruve nbdtr nbdtrc nbdtri nbdtrik nbdtrin ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc nctdtr
        nctdtridf nctdtrinc nctdtrit ndtr ndtri ndtri_exp nrdtrimn nrdtrisd obl_ang1 obl_ang1_cv obl_cv obl_rad1
        obl_rad1_cv obl_rad2 obl_rad2_cv owens_t pbdv pbvv pbwa pdtr pdtrc pdtri pdtrik poch powm1 pro_ang1
        pro_ang1_cv pro_cv pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv pseudo_huber psi radian rel_entr rgamma
        round shichi sici sindg smirnov smirnovi softmax spence stdtr stdtridf stdtrit struve tandg tklmbda
        voigt_profile wofz wright_bessel wrightomega xlog1py xlogy y0 y1 yn yv yve zetac
    """,
    "scipy.special._logsumexp": "log_softmax logsumexp softmax",
    "scipy.special._special_ufuncs": """
        beta betaln binom comb digamma entr erf erfinv expit expm1 gamma gammaln huber kl_div log1p log_expit
        logit ndtr ndtri polygamma pseudo_huber psi rel_entr softplus xlogy
    """,
    "scipy.special._ufuncs": """
        beta betaln binom comb digamma entr erf erfinv expit expm1 gamma gammaln huber kl_div log1p log_expit
        logit ndtr ndtri polygamma pseudo_huber psi rel_entr softplus xlogy
    """,
    "scipy.stats": """
        abs alexandergovern anderson anderson_ksamp ansari barnard_exact bartlett bayes_mvs binned_statistic
        binned_statistic_2d binned_statistic_dd binomtest bootstrap boschloo_exact boxcox boxcox_llf
        boxcox_normmax boxcox_normplot brunnermunzel bws_test chatterjeexi chi2_contingency chisquare circmean
        circstd circvar combine_pvalues cramervonmises cramervonmises_2samp cumfreq describe
        differential_entropy directional_stats dunnett ecdf energy_distance entropy epps_singleton_2samp exp
        expectile f_oneway false_discovery_control fisher_exact fit fligner friedmanchisquare gmean
        goodness_of_fit gstd gzscore hmean iqr jarque_bera kendalltau kruskal ks_1samp ks_2samp kstat kstatvar
        kstest kurtosis kurtosistest levene linregress lmoment log logrank make_distribution mannwhitneyu
        median_abs_deviation median_test mode moment monte_carlo_test mood multiscale_graphcorr mvsdist
        normaltest obrientransform order_statistic page_trend_test pearsonr percentileofscore permutation_test
        pmean pointbiserialr poisson_means_test power power_divergence ppcc_max ppcc_plot probplot quantile
        quantile_test rankdata ranksums relfreq scoreatpercentile sem shapiro siegelslopes sigmaclip skew
        skewtest sobol_indices somersd spearmanr spearmanrho theilslopes tiecorrect tmax tmean tmin trim1
        trim_mean trimboth truncate tsem tstd ttest_1samp ttest_ind ttest_ind_from_stats ttest_rel tukey_hsd
        tvar variation wasserstein_distance wasserstein_distance_nd weightedtau wilcoxon yeojohnson
        yeojohnson_llf yeojohnson_normmax yeojohnson_normplot zmap zscore
    """,
    "scipy.stats._binned_statistic": "binned_statistic binned_statistic_2d binned_statistic_dd",
    "scipy.stats._binomtest": "binomtest",
    "scipy.stats._bws_test": "bws_test",
    "scipy.stats._correlation": "chatterjeexi spearmanrho",
    "scipy.stats._distribution_infrastructure": "abs exp log make_distribution order_statistic truncate",
    "scipy.stats._entropy": "differential_entropy entropy",
    "scipy.stats._fit": "fit goodness_of_fit",
    "scipy.stats._hypotests": """
        barnard_exact boschloo_exact cramervonmises cramervonmises_2samp epps_singleton_2samp poisson_means_test
        somersd tukey_hsd
    """,
    "scipy.stats._kde": "gaussian_kde",
    "scipy.stats._mannwhitneyu": "mannwhitneyu",
    "scipy.stats._mgc": "multiscale_graphcorr",
    "scipy.stats._morestats": """
        anderson anderson_ksamp ansari bartlett bayes_mvs boxcox boxcox_llf boxcox_normmax boxcox_normplot
        circmean circstd circvar directional_stats false_discovery_control fligner kstat kstatvar levene
        median_test mood mvsdist ppcc_max ppcc_plot probplot shapiro wilcoxon yeojohnson yeojohnson_llf
        yeojohnson_normmax yeojohnson_normplot
    """,
    "scipy.stats._multicomp": "dunnett",
    "scipy.stats._page_trend_test": "page_trend_test",
    "scipy.stats._quantile": "quantile",
    "scipy.stats._resampling": "bootstrap monte_carlo_test permutation_test power",
    "scipy.stats._sensitivity_analysis": "sobol_indices",
    "scipy.stats._stats_mstats_common": "siegelslopes theilslopes",
    "scipy.stats._stats_py": """
        alexandergovern brunnermunzel chisquare combine_pvalues cumfreq describe energy_distance expectile
        f_oneway fisher_exact friedmanchisquare gmean gstd gzscore hmean iqr jarque_bera kendalltau kruskal
        ks_1samp ks_2samp kstest kurtosis kurtosistest linregress lmoment median_abs_deviation mode moment
        normaltest obrientransform pearsonr percentileofscore pmean pointbiserialr power_divergence
        quantile_test rankdata ranksums relfreq scoreatpercentile sem sigmaclip skew skewtest spearmanr
        tiecorrect tmax tmean tmin trim1 trim_mean trimboth tsem tstd ttest_1samp ttest_ind ttest_ind_from_stats
        ttest_rel tvar wasserstein_distance wasserstein_distance_nd weightedtau zmap zscore
    """,
    "scipy.stats._survival": "ecdf logrank",
    "scipy.stats._variation": "variation",
    "scipy.stats.contingency": "chi2_contingency",
    "scipy.stats.kde": "gaussian_kde",
    "scipy.stats.stats": """
        alexandergovern brunnermunzel chisquare combine_pvalues cumfreq describe energy_distance expectile
        f_oneway fisher_exact friedmanchisquare gmean gstd gzscore hmean iqr jarque_bera kendalltau kruskal
        ks_1samp ks_2samp kstest kurtosis kurtosistest linregress lmoment median_abs_deviation mode moment
        normaltest obrientransform pearsonr percentileofscore pmean pointbiserialr power_divergence
        quantile_test rankdata ranksums relfreq scoreatpercentile sem sigmaclip skew skewtest spearmanr
        tiecorrect tmax tmean tmin trim1 trim_mean trimboth tsem tstd ttest_1samp ttest_ind ttest_ind_from_stats
        ttest_rel tvar wasserstein_distance wasserstein_distance_nd weightedtau zmap zscore
    """,
}
