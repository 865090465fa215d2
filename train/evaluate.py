"""A trained reader on a corpus's dev part → figures, by the same decoding as at use."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from sayso.reading.decode import PairScores, Scores, decode
from sayso.reading.pieces import cut_windows
from train.corpora import Example
from train.model import Reader


class TorchNetwork:
    """The reader in PyTorch, with the two passes that decoding asks for."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    @torch.no_grad()
    def encode(self, window: Any) -> Scores:
        inputs = (torch.from_numpy(getattr(window, name))[None] for name in ("ids", "case", "quoted", "opens", "heads"))
        vectors, roles = self.reader.encoder(*inputs)
        return Scores(vectors[0].numpy(), roles[0].numpy(), self.reader.names(vectors)[0].numpy())

    @torch.no_grad()
    def pairs(self, scores: Scores, cues: np.ndarray, distance: np.ndarray) -> PairScores:
        parts = self.reader.pairs(
            torch.from_numpy(scores.vectors)[None],
            torch.from_numpy(scores.roles)[None],
            torch.from_numpy(cues),
            torch.from_numpy(distance),
        )
        return PairScores(*(part.numpy() for part in parts))


def predict(network: Any, example: Example, flat: bool = True) -> list[dict[str, Any]]:
    """The example's attributions as the scorer takes them; `flat` leaves out those inside another's content."""
    found = []
    windows = list(cut_windows(example.sentences))
    decoded = decode(network, [(network.encode(window), window.core) for window in windows])
    for window, relations in zip(windows, decoded, strict=True):

        def chars(run: tuple[int, int]) -> list[int]:
            return [int(window.words[run[0], 0]), int(window.words[run[1] - 1, 1])]

        for relation in relations:
            found.append(
                {
                    "source": [chars(r) for r in relation.source],
                    "cue": [chars(relation.cue)],
                    "content": [chars(r) for r in relation.content],
                    "signs": relation.signs,
                }
            )
    if flat:
        found = [
            a
            for a in found
            if not any(
                b is not a and any(s <= a["cue"][0][0] and a["cue"][0][1] <= e for s, e in b["content"]) for b in found
            )
        ]
    return found


def load_scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_attribution", shared / "tools" / "score_attribution.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
