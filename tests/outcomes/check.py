"""Works the figures of made-up outcomes again with statsmodels, and sets them beside ours.

Reads a file of data sets, each with its people and what Hearten made of them. Prints how many figures agreed, and each that did not;
ends with 1 where any did not. Figures agree within a relative 1e-8: sums of a few hundred numbers in another order, and a quantile of
t by another way, differ by less than 1e-11.
"""

import json
import sys

import numpy as np
import statsmodels.api as sm
from statsmodels.sandbox.regression.gmm import IV2SLS
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

TOLERANCE = 1e-8


def columns(people):
    column = lambda name: np.array([one[name] for one in people], dtype=float)
    return column("value"), column("arm"), column("cluster"), column("had_it")


def with_constant(arm):
    return np.column_stack([np.ones(len(arm)), arm])


def by_cluster(value, arm, cluster):
    """The mean of each cluster, and its arm."""
    ids = np.unique(cluster)
    mean = np.array([value[cluster == one].mean() for one in ids])
    return mean, np.array([arm[cluster == one][0] for one in ids])


def welch(value, arm):
    first, other = DescrStatsW(value[arm == 1]), DescrStatsW(value[arm == 0])
    both = CompareMeans(first, other)
    low, high = both.tconfint_diff(usevar="unequal")
    return first.mean - other.mean, both.std_meandiff_separatevar, both.dof_satt(), low, high


def least_squares(value, arm, **how):
    fit = sm.OLS(value, with_constant(arm)).fit(**how)
    return fit, float(fit.params[1]), float(fit.bse[1])


def robust(value, arm, cluster):
    kinds = {"groups": cluster, "df_correction": True}
    fit, difference, error = least_squares(value, arm, cov_type="cluster", cov_kwds=kinds, use_t=True)
    low, high = fit.conf_int()[1]
    return difference, error, len(np.unique(cluster)) - 1, low, high


def of_means(value, arm, cluster):
    fit, difference, error = least_squares(*by_cluster(value, arm, cluster))
    low, high = fit.conf_int()[1]
    return difference, error, fit.df_resid, low, high


WAYS = {
    "welch": lambda value, arm, cluster: welch(value, arm),
    "cluster robust": robust,
    "cluster means": of_means,
}


def estimate(name, found):
    return dict(zip([f"{name}.{part}" for part in ("difference", "error", "freedom", "from", "until")], map(float, found)))


def clustering(value, arm, cluster):
    """From the sums of squares that are left by a model of the arms, and by one of the clusters."""
    ids, sizes = np.unique(cluster, return_counts=True)
    dummies = (cluster[:, None] == ids[None, :]).astype(float)
    left_by_clusters = sm.OLS(value, dummies).fit().ssr
    between = sm.OLS(value, with_constant(arm)).fit().ssr - left_by_clusters
    people, many = len(value), len(ids)
    _, of = by_cluster(value, arm, cluster)
    usual = (people - sum((sizes[of == one] ** 2).sum() / sizes[of == one].sum() for one in (0, 1))) / (many - 2)
    between, within = between / (many - 2), left_by_clusters / (people - many)
    icc = (between - within) / (between + (usual - 1) * within)
    size = (sizes**2).sum() / people
    return {"icc": icc, "size": size, "design_effect": 1 + (size - 1) * max(icc, 0)}


def cace(way, value, arm, cluster, had_it):
    """Two-stage least squares; its error from what is left of the outcome, over the compliance."""
    if way == "cluster means":
        (value, _), (had_it, arm) = by_cluster(value, arm, cluster), by_cluster(had_it, arm, cluster)
        cluster = np.arange(len(value))
    effect = float(IV2SLS(value, with_constant(had_it), with_constant(arm)).fit().params[1])
    compliance = least_squares(had_it, arm)[1]
    _, error, freedom, low, high = WAYS[way](value - effect * had_it, arm, cluster)
    if way == "welch":
        # The same by another road: the sandwich of the second kind.
        error = least_squares(value - effect * had_it, arm, cov_type="HC2")[2]
    middle, reach = effect, (high - low) / 2 / compliance
    found = estimate("cace", (effect, error / compliance, freedom, middle - reach, middle + reach))
    return {"compliance": compliance, **found}


def figures(of):
    value, arm, cluster, had_it = columns(of["people"])
    found = {}
    for side in (0, 1):
        described = DescrStatsW(value[arm == side], ddof=1)
        found[f"mean.{side}"], found[f"sd.{side}"] = described.mean, described.std
    first, other = value[arm == 1], value[arm == 0]
    pooled = np.sqrt(least_squares(value, arm)[0].mse_resid)
    found["standardised"] = (first.mean() - other.mean()) / pooled
    found |= estimate("itt", WAYS[of["way"]](value, arm, cluster))
    if of["clustered"]:
        found |= clustering(value, arm, cluster)
    return found | cace(of["way"], value, arm, cluster, had_it)


def main(path):
    with open(path, encoding="utf-8") as file:
        sets = json.load(file)
    agreed, faults = 0, []
    for name, of in sets.items():
        ours, theirs = of["figures"], figures(of)
        if ours.keys() != theirs.keys():
            faults.append(f"{name}: other figures: {sorted(ours.keys() ^ theirs.keys())}")
        for key in ours.keys() & theirs.keys():
            here, there = ours[key], float(theirs[key])
            if abs(here - there) <= TOLERANCE * max(abs(here), abs(there)):
                agreed += 1
            else:
                faults.append(f"{name}: {key}: {here!r} is not {there!r}")
    print(f"{agreed} figures agree")
    print("\n".join(sorted(faults)), file=sys.stderr)
    return 1 if faults or not agreed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
