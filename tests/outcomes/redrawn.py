"""Works the interval from lists drawn again out anew, from what its test says and not by Hearten's closed form.

The test of an effect e takes e off every cluster of the arm that was served, and asks which share of the lists sets the arms at least as
far apart as the list that was drawn; the interval is every effect whose share is over 5%. Its ends are found by bisection, since the
share falls to both sides of the difference that was found. Three kinds of lists:

- `every`: all ways to split the clusters. The share is the p of scipy's `permutation_test`.
- `given`: those in the file.
- `balanced`: the best of all splits by the even measure of Raab and Butcher (2001), the spread between arms over that between units
  summed over what is balanced, up to the score at the set share. Scored here from the units' own values, in fractions.

Reads a file of data sets, each with what Hearten made of it. Counts of lists agree exactly, ends and differences within a relative 1e-8.
Prints how many figures agreed, and each that did not; ends with 1 where any did not.
"""

import json
import sys
from fractions import Fraction
from itertools import combinations
from math import ceil, inf

import numpy as np
from scipy.optimize import bisect
from scipy.stats import permutation_test

ODD, TOLERANCE = 0.05, 1e-8


def splits(units, size):
    """Every way to put `size` of `units` into the arm that is served, a row each."""
    for chosen in combinations(range(units), size):
        row = np.zeros(units, dtype=int)
        row[list(chosen)] = 1
        yield row


def spread(row, values):
    """Of one thing that is balanced: what is between the arms over what is between the units."""
    mean = Fraction(sum(values), len(values))
    total = sum((value - mean) ** 2 for value in values)
    if total == 0:
        return 0
    arms = [[value for value, arm in zip(values, row) if arm == side] for side in (0, 1)]
    return sum(len(arm) * (Fraction(sum(arm), len(arm)) - mean) ** 2 for arm in arms) / total


def balanced(of):
    rows = list(splits(len(of["drawn"]), sum(of["drawn"])))
    scores = [sum(spread(row, values) for values in of["balance"]) for row in rows]
    worst = sorted(scores)[ceil(Fraction(len(rows) * of["share"], 100)) - 1]
    return np.array([row for row, score in zip(rows, scores) if score <= worst])


def apart(rows, values):
    """The difference of means under each list."""
    return rows @ values / rows.sum(axis=1) - (1 - rows) @ values / (1 - rows).sum(axis=1)


def share_of(rows, drawn):
    def share(values):
        return np.mean(np.abs(apart(rows, values)) >= abs(apart(drawn[None, :], values)[0]) - 1e-9)

    return share


def share_of_every(drawn):
    def share(values):
        far = lambda one, other, axis: np.abs(one.mean(axis=axis) - other.mean(axis=axis))
        sides = (values[drawn == 1], values[drawn == 0])
        return permutation_test(sides, far, vectorized=True, n_resamples=inf, alternative="greater").pvalue

    return share


def figures(of):
    means, drawn = np.array([np.mean(unit) for unit in of["units"]]), np.array(of["drawn"])
    if of["lists"] == "every":
        many, share = sum(1 for _ in splits(len(drawn), drawn.sum())), share_of_every(drawn)
    else:
        rows = balanced(of) if of["lists"] == "balanced" else np.array(of["given"])
        many, share = len(rows), share_of(rows, drawn)
    difference = apart(drawn[None, :], means)[0]
    beyond = lambda effect: share(means - effect * drawn) - ODD - 1e-12
    far = 100 * (np.ptp(means) + 1)
    ends = [bisect(beyond, difference, difference + side * far, xtol=1e-12, rtol=1e-14) for side in (-1, 1)]
    return {"lists": many, "difference": difference, "from": ends[0], "until": ends[1]}


def main(path):
    with open(path, encoding="utf-8") as file:
        sets = json.load(file)
    agreed, faults = 0, []
    for name, of in sets.items():
        for key, there in figures(of).items():
            here = of["figures"][key]
            if here == there or key != "lists" and abs(here - there) <= TOLERANCE * max(abs(here), abs(there), 1):
                agreed += 1
            else:
                faults.append(f"{name}: {key}: {here!r} is not {there!r}")
    print(f"{agreed} figures agree")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults or not agreed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
