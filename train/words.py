"""all-MiniLM-L6-v2 → a small vector for each common English word, and how common it is: `sayso/linking/data/words.npz`.

    python -m train.words

Each word goes through the network alone, and the mean of its pieces is kept (as model2vec does; Tulkens and van Dongen 2024),
brought down by principal components. The vocabulary is in the order of how common its words are.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from train.__main__ import find_minilm
from train.model import Encoder, load_minilm

OUT = Path(__file__).parent.parent / "sayso" / "linking" / "data" / "words.npz"
FIRST = 1996  # where words begin: "the"
WIDTH = 64
BATCH = 256


def main() -> None:
    """Embed, reduce, write."""
    folder = find_minilm()
    encoder = Encoder()
    load_minilm(encoder, folder / "model.safetensors")
    encoder.eval()
    vocabulary = (folder / "vocab.txt").read_text("utf-8").splitlines()
    chosen = [
        n for n, word in enumerate(vocabulary) if n >= FIRST and len(word) > 1 and word.isascii() and word.isalpha()
    ]
    rows = []
    with torch.inference_mode():
        for at in range(0, len(chosen), BATCH):
            ids = torch.tensor([[101, n, 102] for n in chosen[at : at + BATCH]])
            flat = torch.zeros_like(ids)
            heads = torch.arange(3).expand(len(ids), 3)
            words, _ = encoder(ids, flat, flat, flat, heads)
            rows.append(words.mean(1))
    vectors = torch.cat(rows).numpy().astype(np.float64)
    vectors -= vectors.mean(0)
    _, sizes, axes = np.linalg.svd(vectors, full_matrices=False)
    small = vectors @ axes[:WIDTH].T
    small /= np.linalg.norm(small, axis=1, keepdims=True)
    print(
        f"{len(chosen)} words, {(sizes[:WIDTH] ** 2).sum() / (sizes**2).sum():.2f} of the variance in {WIDTH} numbers"
    )
    OUT.parent.mkdir(exist_ok=True)
    text = "\n".join(vocabulary[n] for n in chosen)
    np.savez_compressed(
        OUT,
        words=np.frombuffer(text.encode("ascii"), dtype=np.uint8),
        ranks=np.array(chosen, dtype=np.uint16) - FIRST,
        vectors=np.round(small * 127).astype(np.int8),
    )


if __name__ == "__main__":
    main()
