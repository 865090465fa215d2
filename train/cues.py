"""A finished reader → the same reader with its say on what is a cue fitted anew, sentences in which nobody speaks among its examples.

The rest of the network no longer changes. Sentences that stand alone are shown with a speaker too, else a short text would be enough to
tell that nobody speaks. What the reader said before counts for `TRUST` of what is learnt (Hinton et al. 2015),
so that little is lost where gold is thin.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.reading.decode import LONGEST_CUE, find_cues, show_cues
from sayso.reading.pieces import cut_pieces
from sayso.reading.wordpieces import WordPieces
from train.corpora import Example
from train.evaluate import TorchNetwork
from train.fit import make_lessons
from train.model import Reader

TRUST, RATE, COOLING, ROUNDS, CUES, HIDE = 0.4, 5e-4, 0.7, 8, 256, 0.1
DISTRACTORS = Path(__file__).parent / "distractors.txt"


@dataclass
class Seen:
    """Cues and what is taken for one: what the judge sees of each (`[cues, width]`), whether it is one, how much it counts."""

    features: Tensor
    gold: Tensor
    weight: Tensor
    nobody: Tensor  # whether it stands where nobody speaks


def read_distractors(tokenizer: WordPieces, draw: random.Random) -> Iterator[Example]:
    """Sentences in which nobody speaks, each alone and twice among others."""
    lines = [line for line in DISTRACTORS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    texts = list(lines)
    for _ in range(2):
        draw.shuffle(lines)
        texts += [" ".join(lines[n : n + 3]) for n in range(0, len(lines), 3)]
    for n, text in enumerate(texts):
        yield Example(f"distractor-{n}", text, cut_pieces(text, tokenizer), [])


@torch.no_grad()
def see(
    reader: Reader, examples: Iterable[Example], weight: float, nobody: bool = False, alone: bool = False
) -> Iterator[Seen]:
    """Examples → by window, their cues and what the reader takes for one; `alone`: each sentence as a text of its own."""
    network = TorchNetwork(reader)
    features: list[Tensor] = []
    hook = reader.pairs.valid.register_forward_pre_hook(lambda _, given: features.append(given[0].clone()))
    draw = random.Random(0)
    for example in examples:
        parts = [replace(example, sentences=[each]) for each in example.sentences] if alone else [example]
        for lesson in (lesson for part in parts for lesson in make_lessons(part, draw)):
            scores = network.encode(lesson.window)
            blocked = lesson.roles[1] != 0  # gold cues, and where the corpus does not tell
            wrong = [(a, b) for a, b in find_cues([scores.roles])[0] if not blocked[a:b].any() and b - a <= LONGEST_CUE]
            runs = [run for run, *_ in lesson.pairs]
            if not runs and not wrong:
                continue
            features.clear()
            network.pairs(scores, *show_cues(runs + wrong, len(scores.roles)))
            gold = torch.from_numpy(np.repeat([1.0, 0.0], [len(runs), len(wrong)]).astype(np.float32))
            yield Seen(features[0], gold, torch.full_like(gold, weight), torch.full_like(gold, nobody))
    hook.remove()


def fit_cues(reader: Reader, seen: Sequence[Seen], seed: int) -> None:
    """Fit the reader's judge of cues, in place."""
    torch.manual_seed(seed)
    judge = reader.pairs.valid
    features, gold, weight, nobody = (
        torch.cat([getattr(each, name) for each in seen]) for name in ("features", "gold", "weight", "nobody")
    )
    with torch.no_grad():
        before = judge(features)[:, 0].sigmoid() * (1 - nobody)
    wanted = (1 - TRUST) * gold + TRUST * before
    for weights in judge.parameters():
        weights.requires_grad_(True)
    optimise = torch.optim.AdamW(judge.parameters(), lr=RATE, weight_decay=0.05)
    cooling = torch.optim.lr_scheduler.ExponentialLR(optimise, COOLING)
    hide = nn.Dropout(HIDE)
    for _ in range(ROUNDS):
        for some in torch.randperm(len(gold)).split(CUES):
            said = judge(hide(features[some]))[:, 0]
            each = functional.binary_cross_entropy_with_logits(said, wanted[some], reduction="none")
            optimise.zero_grad()
            (each * weight[some]).mean().backward()
            optimise.step()
        cooling.step()
    for weights in judge.parameters():
        weights.requires_grad_(False)
