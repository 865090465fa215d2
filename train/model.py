"""The network: word pieces → role scores of each word, and for each cue the words that belong to it."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.scales import Factuality, Stance

HIDDEN, HEADS, INNER, LAYERS = 384, 12, 1536, 6
PAIR = 192  # width of the pair head
DISTANCES = 130  # signed distance in words from the cue, clipped to 64 on either side; the last is padding
ROLES = 15  # O B I E S for source, cue, content
LABELS = 9  # O, then B I E S of source and of content
DILATIONS = (1, 2, 4, 8)
TAGS = 45  # parts of speech of the Penn Treebank, with punctuation
NAMES = 17  # O, then B I E S of PER, ORG, LOC, MISC


class Layer(nn.Module):
    """One transformer layer as BERT has it (Devlin et al. 2019), attention written out: faster than SDPA on a CPU."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = (part.view(batch, length, HEADS, -1).transpose(1, 2) for part in self.qkv(x).split(HIDDEN, dim=-1))
        scores = q @ k.transpose(-1, -2) / math.sqrt(HIDDEN / HEADS) + mask
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Dilated(nn.Module):
    """A convolution over words, as one matrix over shifted copies, so that it quantises like any other matrix."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.shifts = [dilation * step for step in range(-(width // 2), width // 2 + 1)]
        self.norm = nn.LayerNorm(PAIR)
        self.mix = nn.Linear(PAIR * width, PAIR)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        y = self.norm(x) * mask  # padding must not leak into its neighbours
        reach = max(self.shifts)
        padded = functional.pad(y, (0, 0, reach, reach))
        length = x.shape[1]
        shifted = [padded[:, reach + shift : reach + shift + length] for shift in self.shifts]
        return x + functional.gelu(self.mix(torch.cat(shifted, dim=-1)))


class Encoder(nn.Module):
    """Pieces of a window → a vector and the role scores of each word."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, HIDDEN)
        self.place = nn.Embedding(512, HIDDEN)
        self.case = nn.Embedding(4, HIDDEN)
        self.quoted = nn.Embedding(2, HIDDEN)
        self.opens = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.roles = nn.Linear(HIDDEN, ROLES)
        for extra in (self.case, self.quoted, self.opens):
            nn.init.zeros_(extra.weight)
        self.word.weight.requires_grad_(False)

    def forward(
        self, ids: Tensor, case: Tensor, quoted: Tensor, opens: Tensor, heads: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """`ids`, `case`, `quoted`, `opens` `[batch, pieces]`, `heads` `[batch, words]` → `[batch, words, HIDDEN]`, `[batch, words, ROLES]`."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]]
        x = self.norm(x + self.case(case) + self.quoted(quoted) + self.opens(opens))
        shade = torch.zeros(1) if mask is None else (1.0 - mask[:, None, None, :]) * -1e9
        for layer in self.layers:
            x = layer(x, shade)
        words = torch.gather(x, 1, heads[:, :, None].expand(-1, -1, HIDDEN))
        return words, self.roles(words)


class Pairs(nn.Module):
    """Words of a window and a cue → the label of every word for that cue, and whether it is a cue at all."""

    def __init__(self) -> None:
        super().__init__()
        self.of_word = nn.Linear(HIDDEN, PAIR)
        self.of_cue = nn.Linear(HIDDEN, PAIR)
        self.left = nn.Linear(HIDDEN, PAIR)
        self.right = nn.Linear(HIDDEN, PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.of_roles = nn.Linear(ROLES, PAIR)
        self.norm = nn.LayerNorm(PAIR)
        self.blocks = nn.ModuleList(Dilated(5 if d == 1 else 3, d) for d in DILATIONS)
        self.final = nn.LayerNorm(PAIR)
        self.labels = nn.Linear(PAIR, LABELS)
        self.valid = nn.Sequential(nn.Linear(2 * PAIR, PAIR), nn.GELU(), nn.Linear(PAIR, 1))
        self.stance = nn.Sequential(nn.Linear(3 * PAIR, PAIR), nn.GELU(), nn.Dropout(0.1), nn.Linear(PAIR, len(Stance)))
        self.factuality = nn.Sequential(
            nn.Linear(3 * PAIR, PAIR), nn.GELU(), nn.Dropout(0.1), nn.Linear(PAIR, len(Factuality))
        )

    def forward(
        self, words: Tensor, roles: Tensor, cues: Tensor, distance: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """`words`, `roles` `[cues or 1, words, …]`, `cues` `[cues, words]` (rows that sum to 1), `distance` `[cues, words]`
        → labels `[cues, words, LABELS]`, validity `[cues]`, stance `[cues, 8]`, factuality `[cues, 7]`."""
        cue = cues[:, None, :] @ words
        x = self.of_word(words) + self.of_cue(cue) + self.left(words) * self.right(cue)
        x = self.norm(functional.gelu(x + self.distance(distance) + self.of_roles(roles)))
        shade = torch.ones(1) if mask is None else mask[:, :, None]
        for block in self.blocks:
            x = block(x, shade)
        x = self.final(x)
        at_cue = (cues[:, None, :] @ x)[:, 0]
        anywhere = (x if mask is None else x - 1e4 * (1 - shade)).max(dim=1).values
        labels = self.labels(x)
        inside = labels.softmax(-1)[..., 5:].sum(-1) * shade[..., 0]  # how much of each word is content
        content = ((inside / (inside.sum(1, keepdim=True) + 1e-3))[:, None, :] @ x)[:, 0]
        both = torch.cat([at_cue, anywhere], dim=-1)
        senses = torch.cat([both, content], dim=-1)
        return labels, self.valid(both)[:, 0], self.stance(senses), self.factuality(senses)


class Reader(nn.Module):
    """Encoder and pair head, a head for names, and one that only helps the training (part of speech)."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.pairs = Pairs()
        self.tags = nn.Linear(HIDDEN, TAGS)
        self.names = nn.Linear(HIDDEN, NAMES)


def load_minilm(encoder: Encoder, weights: Path) -> None:
    """Fill the encoder from all-MiniLM-L6-v2's `model.safetensors`; what it has no weights for keeps its start."""
    old = load_file(weights)
    new = encoder.state_dict()
    new["word.weight"] = old["embeddings.word_embeddings.weight"]
    new["place.weight"] = (
        old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        new[f"norm.{part}"] = old[f"embeddings.LayerNorm.{part}"]
        for n in range(len(encoder.layers)):
            base = f"encoder.layer.{n}"
            names = {
                "out": "attention.output.dense",
                "norm1": "attention.output.LayerNorm",
                "up": "intermediate.dense",
                "down": "output.dense",
                "norm2": "output.LayerNorm",
            }
            new[f"layers.{n}.qkv.{part}"] = torch.cat(
                [old[f"{base}.attention.self.{role}.{part}"] for role in ("query", "key", "value")]
            )
            for mine, theirs in names.items():
                new[f"layers.{n}.{mine}.{part}"] = old[f"{base}.{theirs}.{part}"]
    encoder.load_state_dict(new)
