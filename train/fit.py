"""Examples → a trained reader; every few minutes a checkpoint from which a stopped run goes on."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from sayso.reading.decode import LEAST_CUE, show_cues
from sayso.reading.pieces import WINDOW, Window, cut_windows
from train.corpora import Example
from train.model import Reader, load_minilm

BUDGET = 800  # pieces a step: small batches matter most
MASK, HIDE = 103, 0.06  # share of input pieces replaced by [MASK], in place of dropout
SKIP = -100
# Rare stances and factualities weigh more, by the square root of how rare they are in the passages.
STANCE_WEIGHTS = torch.tensor([0.7, 2.0, 1.0, 1.3, 1.8, 1.4, 1.3, 1.8])  # in the order of STANCES
FACTUALITY_WEIGHTS = torch.tensor([0.7, 1.2, 1.6, 1.0, 1.7, 3.0, 0.9])  # in the order of FACTUALITIES
CHECKPOINT_SECONDS = 240


@dataclass
class Lesson:
    """A window with its gold: role tags `[3, words]`, pairs (cue range, labels `[words]`, stance, factuality), part of
    speech, names; `silver` where a tagger and no person named them; `taught` where a teacher has a say on what is a cue: not where
    nested ones are annotated, which the first teacher hardly knows."""

    window: Window
    roles: np.ndarray
    pairs: list[tuple[tuple[int, int], np.ndarray, int, int]]
    tags: np.ndarray
    names: np.ndarray
    silver: bool
    taught: bool


def make_lessons(example: Example, draw: random.Random) -> Iterator[Lesson]:
    """An example cut at places that differ each time, so that no border is learnt."""
    sentences = example.sentences
    if len(sentences) > 3:
        first, room = 0, draw.randint(20, WINDOW - 2)
        while first < len(sentences) - 1 and room > 0:
            room -= len(sentences[first])
            first += 1
        parts = [sentences[:first], sentences[first:]]
    else:
        parts = [sentences]
    for part in parts:
        for window in cut_windows(part, WINDOW, 0):
            yield _gold(example, window)


def _gold(example: Example, window: Window) -> Lesson:
    starts, ends = window.words[:, 0], window.words[:, 1]
    count = len(starts)

    def words(spans: list[list[int]]) -> list[tuple[int, int]]:
        found = []
        for start, end in spans:
            a, b = int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end, "left"))
            if a < b:
                found.append((a, b))
        return found

    roles = np.zeros((3, count), dtype=np.int64)
    pairs = []
    inside = np.zeros(count, dtype=bool)
    for relation in example.relations or ():
        source, cue, content = (words(spans) for spans in (relation.source, relation.cue, relation.content))
        for row, runs in enumerate((source, cue, content)):
            for run in runs:
                _paint(roles[row], run, 1)
        for a, b in content:
            inside[a:b] = True
        if cue and content:
            labels = np.zeros(count, dtype=np.int64)
            for run in content:
                _paint(labels, run, 5)
            for run in source:
                _paint(labels, run, 1)
            pairs.append((cue[0], labels, relation.stance, relation.factuality))
    if example.relations is None:
        roles[:] = SKIP
    elif not example.complete:
        roles[1][inside & (roles[1] == 0)] = SKIP
    tags = np.full(count, SKIP, dtype=np.int64)
    at = {start: tag for start, _, tag in example.tags}
    for n, start in enumerate(starts.tolist()):
        tags[n] = at.get(start, SKIP)
    names = np.full(count, SKIP if example.names is None else 0, dtype=np.int64)
    for start, end, kind in example.names or ():
        for run in words([[start, end]]):
            _paint(names, run, 1 + 4 * kind)
    return Lesson(window, roles, pairs, tags, names, example.silver, not example.complete)


def _paint(row: np.ndarray, run: tuple[int, int], first: int) -> None:
    a, b = run
    if b - a == 1:
        row[a] = first + 3
    else:
        row[a], row[a + 1 : b - 1], row[b - 1] = first, first + 1, first + 2


def batches(lessons: list[Lesson], draw: random.Random) -> list[list[Lesson]]:
    """Windows of like length together, about `BUDGET` pieces a batch, in random order."""
    order = sorted(lessons, key=lambda lesson: len(lesson.window.ids) + draw.random() * 24)
    out: list[list[Lesson]] = [[]]
    for lesson in order:
        longest = max(len(lesson.window.ids), *(len(each.window.ids) for each in out[-1]), 0)
        if out[-1] and longest * (len(out[-1]) + 1) > BUDGET:
            out.append([])
        out[-1].append(lesson)
    draw.shuffle(out)
    return out


def pad(rows: list[np.ndarray], value: int) -> Tensor:
    full = np.full((len(rows), max(map(len, rows))), value, dtype=np.int64)
    for n, row in enumerate(rows):
        full[n, : len(row)] = row
    return torch.from_numpy(full)


def losses(
    reader: Reader, batch: list[Lesson], noise: torch.Generator, teachers: Sequence[Reader] = ()
) -> dict[str, Tensor]:
    """One batch → its losses by head."""
    windows = [lesson.window for lesson in batch]
    ids = pad([w.ids for w in windows], 0)
    mask = (ids != 0).float()
    hide = (torch.rand(ids.shape, generator=noise) < HIDE) & (ids > 103)
    ids = torch.where(hide, MASK, ids)
    case, quoted, opens = (pad([getattr(w, name) for w in windows], 0) for name in ("case", "quoted", "opens"))
    heads = pad([w.heads for w in windows], 0)
    real = heads > 0
    vectors, roles = reader.encoder(ids, case, quoted, opens, heads, mask)
    out: dict[str, Tensor] = {}
    for row, name in enumerate(("source", "cue", "content")):
        gold = pad([lesson.roles[row] for lesson in batch], SKIP)
        if not (gold != SKIP).any():
            continue
        weight = 1.0 if name == "cue" else 0.3
        out[name] = weight * functional.cross_entropy(
            roles[..., 5 * row : 5 * row + 5].flatten(0, 1), gold.flatten(), ignore_index=SKIP
        )
    gold = pad([lesson.tags for lesson in batch], SKIP)
    if (gold != SKIP).any():
        out["tags"] = 0.2 * functional.cross_entropy(
            reader.tags(vectors).flatten(0, 1), gold.flatten(), ignore_index=SKIP
        )
    for silver, weight in ((True, 0.2), (False, 0.6)):
        gold = pad(
            [lesson.names if lesson.silver is silver else np.full_like(lesson.names, SKIP) for lesson in batch], SKIP
        )
        if (gold != SKIP).any():
            said = reader.names(vectors).flatten(0, 1)
            out["silver" if silver else "names"] = weight * functional.cross_entropy(
                said, gold.flatten(), ignore_index=SKIP
            )
    # Cues for the pair head: the gold ones, and what the role head takes for one where there is none.
    cue_scores = roles[..., 5:10].detach().softmax(-1)
    rows, cues, distances, labels, valid, senses = [], [], [], [], [], []
    length = heads.shape[1]
    for n, lesson in enumerate(batch):
        count = len(lesson.window.words)
        likely = (1 - cue_scores[n, :count, 0] > LEAST_CUE).numpy()
        blocked = lesson.roles[1] != 0  # gold cues, and where the corpus does not tell
        edges = np.flatnonzero(np.diff(np.concatenate([[False], likely, [False]]).astype(np.int8)))
        wrong = [
            (int(a), int(b))
            for a, b in zip(edges[::2], edges[1::2], strict=True)
            if not blocked[a:b].any() and b - a <= 12
        ]
        for run, gold, stance, factuality in [*lesson.pairs, *((run, None, -1, -1) for run in wrong)]:
            weights, distance = show_cues([run], count)
            rows.append(n)
            cues.append(np.pad(weights[0], (0, length - count)))
            distances.append(np.pad(distance[0], (0, length - count), constant_values=129))
            labels.append(
                np.full(length, SKIP) if gold is None else np.pad(gold, (0, length - count), constant_values=SKIP)
            )
            valid.append(gold is not None)
            senses.append((stance, factuality))
    if rows:
        pick = torch.tensor(rows)
        given = torch.from_numpy(np.stack(cues)), torch.from_numpy(np.stack(distances)), real[pick].float()
        said, sure, stance, factuality = reader.pairs(vectors[pick], roles[pick], *given)
        gold = torch.from_numpy(np.stack(labels))
        if (gold != SKIP).any():
            out["labels"] = 2.0 * functional.cross_entropy(said.flatten(0, 1), gold.flatten(), ignore_index=SKIP)
        out["valid"] = 0.3 * functional.binary_cross_entropy_with_logits(sure, torch.tensor(valid, dtype=torch.float32))
        for name, scores, column, rarity in (
            ("stance", stance, 0, STANCE_WEIGHTS),
            ("factuality", factuality, 1, FACTUALITY_WEIGHTS),
        ):
            gold = torch.tensor([sense[column] for sense in senses])
            if (gold >= 0).any():
                # summed, not averaged: most batches hold few attributions with such labels
                out[name] = 0.05 * functional.cross_entropy(
                    scores, gold, weight=rarity, ignore_index=-1, reduction="sum"
                )
        if teachers:
            with torch.no_grad():
                lectures = []
                for teacher in teachers:
                    old_vectors, old_roles = teacher.encoder(ids, case, quoted, opens, heads, mask)
                    old_said, *_ = teacher.pairs(old_vectors[pick], old_roles[pick], *given)
                    lectures.append((old_roles[..., 5:10].softmax(-1), old_said.softmax(-1)))
                old_cues, old_labels = (sum(part) / len(teachers) for part in zip(*lectures, strict=True))
            annotated = pad(
                [(lesson.taught & (lesson.roles[1] != SKIP)).astype(np.int64) for lesson in batch], 0
            ).bool()
            out["taught cues"] = _agree(roles[..., 5:10], old_cues, annotated & real)
            out["taught labels"] = 2.0 * _agree(said, old_labels, real[pick] & torch.tensor(valid)[:, None])
    return out


def _agree(mine: Tensor, theirs: Tensor, where: Tensor) -> Tensor:
    """Scores and the teachers' chances → cross-entropy over the words in `where` (Hinton et al. 2015)."""
    soft = -(theirs * mine.log_softmax(-1)).sum(-1)
    return (soft * where).sum() / where.sum().clamp(min=1)


def optimiser(reader: Reader, rate: float, decay: float = 0.85) -> torch.optim.AdamW:
    """AdamW with the rate falling by `decay` a layer towards the input; the new heads learn fastest."""
    groups: dict[float, list[Tensor]] = {}
    depth = len(reader.encoder.layers)
    for name, weight in reader.named_parameters():
        if not weight.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            scale = decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.") and not name.startswith("encoder.roles"):
            scale = decay**depth
        else:
            scale = 2.0
        groups.setdefault(scale, []).append(weight)
    return torch.optim.AdamW(
        [{"params": weights, "lr": rate * scale, "scale": scale} for scale, weights in sorted(groups.items())],
        betas=(0.9, 0.98),
        weight_decay=0.01,
    )


class Averaged:
    """A running mean of the weights, which reads better than the last step's."""

    def __init__(self, reader: Reader, keep: float = 0.998) -> None:
        self.keep, self.weights = (
            keep,
            {k: v.clone() for k, v in reader.state_dict().items() if k != "encoder.word.weight"},
        )

    @torch.no_grad()
    def update(self, reader: Reader, step: int) -> None:
        keep = min(self.keep, (1 + step) / (10 + step))
        for name, value in reader.state_dict().items():
            if name in self.weights:
                self.weights[name].lerp_(value, 1 - keep)


def fit(
    examples: list[Example],
    weights: Path,
    out: Path,
    epochs: int,
    rate: float,
    layers: int,
    seed: int,
    steps: int | None = None,
    teachers: Sequence[Reader] = (),
) -> Reader:
    """Train; `steps` stops early, for a trial. Prints the loss and the projected time."""
    torch.manual_seed(seed)
    reader = Reader(layers)
    load_minilm(reader.encoder, weights)
    if teachers:  # begin where the last teacher ended, with its lowest layers
        known = reader.state_dict()
        reader.load_state_dict(
            {
                **known,
                **{k: v for k, v in teachers[-1].state_dict().items() if k in known and v.shape == known[k].shape},
            }
        )
    optimise = optimiser(reader, rate)
    averaged = Averaged(reader)
    noise = torch.Generator().manual_seed(seed)
    state_file = out / "state.pt"
    done = 0
    if state_file.exists():
        state = torch.load(state_file, weights_only=True)
        reader.load_state_dict(state["reader"])
        optimise.load_state_dict(state["optimise"])
        averaged.weights, done = state["averaged"], state["done"]
        noise.set_state(state["noise"])
        print(f"resumed at step {done}", flush=True)
    total, step, began, last = 0, 0, time.monotonic(), time.monotonic()
    shown: dict[str, float] = {}
    for epoch in range(epochs):
        draw = random.Random(f"{seed}/{epoch}")
        epoch_batches = batches([lesson for example in examples for lesson in make_lessons(example, draw)], draw)
        total = total or len(epoch_batches) * epochs
        for batch in epoch_batches:
            step += 1
            if step <= done:
                continue
            progress = min(1.0, step / total)
            warm = min(1.0, step / 150)
            for group in optimise.param_groups:
                group["lr"] = rate * group["scale"] * warm * (0.5 + 0.5 * math.cos(math.pi * progress)) + 1e-7
            parts = losses(reader, batch, noise, teachers)
            loss = sum(parts.values())
            loss.backward()
            torch.nn.utils.clip_grad_norm_((p for p in reader.parameters() if p.grad is not None), 1.0)
            optimise.step()
            optimise.zero_grad(set_to_none=True)
            averaged.update(reader, step)
            for name, part in parts.items():
                shown[name] = 0.98 * shown.get(name, part.item()) + 0.02 * part.item()
            if step % 100 == 0:
                pace = (time.monotonic() - began) / (step - done)
                print(
                    f"{step}/{total} {pace:.2f} s a step, {pace * (total - step) / 60:.0f} min to go",
                    " ".join(f"{k} {v:.3f}" for k, v in shown.items()),
                    flush=True,
                )
            if time.monotonic() - last > CHECKPOINT_SECONDS:
                last = time.monotonic()
                temporary = out / "state.part"
                torch.save(
                    {
                        "reader": reader.state_dict(),
                        "optimise": optimise.state_dict(),
                        "averaged": averaged.weights,
                        "done": step,
                        "noise": noise.get_state(),
                    },
                    temporary,
                )
                temporary.replace(state_file)
            if steps and step >= steps:
                break
        if steps and step >= steps:
            break
    reader.load_state_dict({**reader.state_dict(), **averaged.weights})
    torch.save(reader.state_dict(), out / "reader.pt")
    return reader.eval()
