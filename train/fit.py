"""Examples → a trained reader; every few minutes a checkpoint from which a stopped run goes on."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from sayso.reading.decode import LEAST_CUE, show_cues
from sayso.reading.pieces import WINDOW, Window, cut_windows
from train.corpora import ENTITIES, TAGS, Example
from train.model import Reader, load_minilm

BUDGET = 800  # pieces a step: small batches matter most
MASK, HIDE = 103, 0.06  # share of input pieces replaced by [MASK], in place of dropout
SKIP = -100
CHECKPOINT_SECONDS = 240


@dataclass
class Lesson:
    """A window with its gold: role tags `[3, words]`, pairs (cue range, labels `[words]`), part of speech, entity."""

    window: Window
    roles: np.ndarray
    pairs: list[tuple[tuple[int, int], np.ndarray]]
    tags: np.ndarray
    entities: np.ndarray


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
    for relation in example.relations:
        source, cue, content = (words(spans) for spans in relation)
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
            pairs.append((cue[0], labels))
    if not example.complete:
        roles[1][inside & (roles[1] == 0)] = SKIP
    tags = np.full(count, SKIP, dtype=np.int64)
    entities = np.full(count, SKIP, dtype=np.int64)
    at = {start: (tag, entity) for start, _, tag, entity in example.tags}
    for n, start in enumerate(starts.tolist()):
        tag, entity = at.get(start, (-1, -1))
        if tag >= 0:
            tags[n] = tag
        if entity >= 0:
            entities[n] = entity
    return Lesson(window, roles, pairs, tags, entities)


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


def losses(reader: Reader, batch: list[Lesson], noise: torch.Generator) -> dict[str, Tensor]:
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
        weight = 1.0 if name == "cue" else 0.3
        out[name] = weight * functional.cross_entropy(
            roles[..., 5 * row : 5 * row + 5].flatten(0, 1), gold.flatten(), ignore_index=SKIP
        )
    for name, head in (("tags", reader.tags), ("entities", reader.entities)):
        gold = pad([getattr(lesson, name) for lesson in batch], SKIP)
        if (gold != SKIP).any():
            out[name] = 0.2 * functional.cross_entropy(head(vectors).flatten(0, 1), gold.flatten(), ignore_index=SKIP)
    # Cues for the pair head: the gold ones, and what the role head takes for one where there is none.
    cue_scores = roles[..., 5:10].detach().softmax(-1)
    rows, cues, distances, labels, valid = [], [], [], [], []
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
        for run, gold in [*lesson.pairs, *((run, None) for run in wrong)]:
            weights, distance = show_cues([run], count)
            rows.append(n)
            cues.append(np.pad(weights[0], (0, length - count)))
            distances.append(np.pad(distance[0], (0, length - count), constant_values=129))
            labels.append(
                np.full(length, SKIP) if gold is None else np.pad(gold, (0, length - count), constant_values=SKIP)
            )
            valid.append(gold is not None)
    if rows:
        pick = torch.tensor(rows)
        said, sure = reader.pairs(
            vectors[pick],
            roles[pick],
            torch.from_numpy(np.stack(cues)),
            torch.from_numpy(np.stack(distances)),
            real[pick].float(),
        )
        gold = torch.from_numpy(np.stack(labels))
        if (gold != SKIP).any():
            out["labels"] = 2.0 * functional.cross_entropy(said.flatten(0, 1), gold.flatten(), ignore_index=SKIP)
        out["valid"] = 0.3 * functional.binary_cross_entropy_with_logits(sure, torch.tensor(valid, dtype=torch.float32))
    return out


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
) -> Reader:
    """Train; `steps` stops early, for a trial. Prints the loss and the projected time."""
    torch.manual_seed(seed)
    reader = Reader(layers, len(TAGS), len(ENTITIES))
    load_minilm(reader.encoder, weights)
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
            parts = losses(reader, batch, noise)
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
