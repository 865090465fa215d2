"""Windows → scores: the network that ships in `sayso/model`, run by ONNX Runtime.

One unpadded window a call and one thread a call: what a window yields then depends neither on its neighbours in a batch
nor on the number of threads (int8 activations are scaled by call). See docs/decisions/0002-one-window-a-call.md.
"""

from __future__ import annotations

import hashlib
import json
import math
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.reading.decode import Floats, Ints, PairScores, Scores
from sayso.reading.pieces import Window
from sayso.reading.wordpieces import WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL = Path(__file__).parent.parent / "model"


class Encoder:
    """The network in a folder: `tokenizer.json`, `encoder.onnx`, `pairs.onnx`, `model.json`. Loaded when first used."""

    def __init__(self, folder: Path = MODEL) -> None:
        self.folder = folder

    @cached_property
    def version(self) -> str:
        """The model's version and the first digits of its weights' digest."""
        given: dict[str, str] = json.loads((self.folder / "model.json").read_text("utf-8"))
        weights = hashlib.sha256()
        for name in ("encoder.onnx", "pairs.onnx", "tokenizer.json"):
            weights.update((self.folder / name).read_bytes())
        return f"{given['version']}+{weights.hexdigest()[:8]}"

    @cached_property
    def tokenizer(self) -> WordPieces:
        """The word pieces that the network knows."""
        return WordPieces(self.folder / "tokenizer.json")

    def encode(self, window: Window) -> Scores:
        """A window → the scores of its words."""
        inputs = {name: getattr(window, name)[None] for name in ("ids", "case", "quoted", "opens", "heads")}
        vectors, roles, names = self._encoder.run(None, inputs)
        return Scores(vectors[0], roles[0], names[0])

    def pairs(self, scores: Scores, cues: Floats, distance: Ints) -> PairScores:
        """Cues (`[cues, words]`, rows that sum to 1) and every word's distance from them → their scores."""
        inputs = {"words": scores.vectors[None], "roles": scores.roles[None], "cues": cues, "distance": distance}
        return PairScores(*self._pairs.run(None, inputs))

    def trust(self, signs: tuple[float, ...]) -> float:
        """What speaks for a relation → how likely it is to be right, 0 to 1, by the model's calibration on held-out text."""
        weights = self._calibration
        at = weights[-1] + sum(weight * sign for weight, sign in zip(weights[:-1], signs, strict=True))
        return round(1 / (1 + math.exp(-min(max(at, -30.0), 30.0))), 4)

    @cached_property
    def _calibration(self) -> list[float]:
        """A weight for each of SIGNS, and the constant (Platt 1999, on more than one score)."""
        weights: list[float] = json.loads((self.folder / "model.json").read_text("utf-8"))["calibration"]
        return weights

    @cached_property
    def _encoder(self) -> InferenceSession:
        return _open(self.folder / "encoder.onnx")

    @cached_property
    def _pairs(self) -> InferenceSession:
        return _open(self.folder / "pairs.onnx")


def _open(path: Path) -> InferenceSession:
    import onnxruntime  # noqa: PLC0415  heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
