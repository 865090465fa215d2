"""A reader on held-out text → weights that turn what speaks for a relation into how likely it is to be right.

Logistic regression on `decode.SIGNS` (Platt 1999). "Right" is the scorer's lenient match: cue, source and content overlap
those of one gold attribution. PolNeAR names no attribution inside another, so only those outside count there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RIDGE, ROUNDS = 1e-2, 50


def collect_signs(
    scorer: ModuleType, gold: dict[str, Any], found: dict[str, list[dict[str, Any]]]
) -> tuple[Floats, Floats, list[str]]:
    """Gold articles and what was found in each → rows of signs, whether each is leniently right, and its article."""
    signs, right, articles = [], [], []
    for key, article in gold.items():
        starts, ends = [t[0] for t in article["tokens"]], [t[1] for t in article["tokens"]]
        words = [any(c.isalnum() for c in article["text"][s:e]) for s, e in zip(starts, ends, strict=True)]
        theirs = [scorer.Attribution(raw, article, starts, ends, words) for raw in article["attributions"]]
        mine = [scorer.Attribution(raw, article, starts, ends, words) for raw in found[key]]
        edges = [
            [n for n, p in enumerate(mine) if g.tokens["cue"] & p.tokens["cue"] and scorer.same("lenient", g, p)]
            for g in theirs
        ]
        partners = scorer.pair_up(edges)
        for n, each in enumerate(found[key]):
            signs.append(each["signs"])
            right.append(float(n in partners))
            articles.append(key)
    return np.array(signs), np.array(right), articles


def fit_logistic(signs: Floats, right: Floats) -> Floats:
    """Rows of signs and whether each was right → a weight for each sign, and the constant (Newton's method, small ridge)."""
    rows = np.hstack([signs, np.ones((len(signs), 1))])
    weights = np.zeros(rows.shape[1])
    penalty = RIDGE * np.eye(rows.shape[1])
    penalty[-1, -1] = 0
    for _ in range(ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chances - right) + penalty @ weights
        curve = rows.T @ (rows * (chances * (1 - chances))[:, None]) + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights


def apply_logistic(weights: Floats, signs: Floats) -> Floats:
    """Weights and rows of signs → chances."""
    return np.asarray(1 / (1 + np.exp(-np.clip(signs @ weights[:-1] + weights[-1], -30, 30))))


def expected_error(chances: Floats, right: Floats, bins: int = 10) -> float:
    """Expected calibration error over `bins` of equal width (Guo et al. 2017)."""
    place = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [
        abs(chances[place == n].mean() - right[place == n].mean()) * (place == n).mean() for n in set(place.tolist())
    ]
    return float(sum(gaps))


def cross_fit(signs: Floats, right: Floats, groups: Sequence[str], folds: int = 5) -> Floats:
    """Chances for each row from weights fitted on the other folds; a group (an article) is never split."""
    order = {group: n % folds for n, group in enumerate(sorted(set(groups)))}
    fold = np.array([order[group] for group in groups])
    chances = np.zeros(len(right))
    for n in range(folds):
        chances[fold == n] = apply_logistic(fit_logistic(signs[fold != n], right[fold != n]), signs[fold == n])
    return chances


def is_measured(article: str) -> bool:
    """Half of the held-out articles, by id, measure the calibration; the other half fits it."""
    return hashlib.sha256(article.encode()).digest()[1] % 2 == 0
