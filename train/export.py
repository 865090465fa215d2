"""A trained reader → the files that ship: two ONNX graphs with int8 weights, tokenizer, version."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from train.model import HIDDEN, ROLES, Reader

OPSET = 17


class _Encode(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder, self.names = reader.encoder, reader.names

    def forward(self, ids: Tensor, case: Tensor, quoted: Tensor, opens: Tensor, heads: Tensor) -> tuple[Tensor, ...]:
        vectors, roles = self.encoder(ids, case, quoted, opens, heads)
        return vectors, roles, self.names(vectors)


def export(
    reader: Reader, tokenizer: Path, out: Path, version: str, calibration: list[float], int8: bool = True
) -> None:
    """Write `encoder.onnx`, `pairs.onnx`, `tokenizer.json` and `model.json` into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    reader = reader.eval()
    pieces, words, cues = 12, 9, 2
    window = tuple(torch.zeros(1, n, dtype=torch.int64) for n in (pieces, pieces, pieces, pieces, words))
    pair = (
        torch.zeros(1, words, HIDDEN),
        torch.zeros(1, words, ROLES),
        torch.full((cues, words), 1 / words),
        torch.zeros(cues, words, dtype=torch.int64),
    )
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder)
        torch.onnx.export(
            _Encode(reader),
            window,
            str(raw / "encoder.onnx"),
            opset_version=OPSET,
            dynamo=False,
            input_names=["ids", "case", "quoted", "opens", "heads"],
            output_names=["vectors", "scores", "names"],
            dynamic_axes={
                **dict.fromkeys(("ids", "case", "quoted", "opens"), {1: "pieces"}),
                "heads": {1: "words"},
                "vectors": {1: "words"},
                "scores": {1: "words"},
                "names": {1: "words"},
            },
        )
        torch.onnx.export(
            reader.pairs,
            pair,
            str(raw / "pairs.onnx"),
            opset_version=OPSET,
            dynamo=False,
            input_names=["words", "roles", "cues", "distance"],
            output_names=["labels", "valid", "stance", "factuality"],
            dynamic_axes={
                "words": {1: "n"},
                "roles": {1: "n"},
                "cues": {0: "cues", 1: "n"},
                "distance": {0: "cues", 1: "n"},
                "labels": {0: "cues", 1: "n"},
                **dict.fromkeys(("valid", "stance", "factuality"), {0: "cues"}),
            },
        )
        for name in ("encoder.onnx", "pairs.onnx"):
            if int8:
                # reduce_range: seven-bit weights never overflow the 16-bit sums of processors without VNNI
                quantize_dynamic(
                    raw / name,
                    out / name,
                    weight_type=QuantType.QInt8,
                    per_channel=True,
                    reduce_range=True,
                    op_types_to_quantize=["MatMul", "Gather"],
                )
            else:
                shutil.copy(raw / name, out / name)
    write_tokenizer(tokenizer, out / "tokenizer.json")
    (out / "model.json").write_text(json.dumps({"version": version, "calibration": calibration}) + "\n", "utf-8")


def write_tokenizer(given: Path, to: Path) -> None:
    """The upstream tokenizer without its truncation and padding, on one line."""
    tokenizer = json.loads(given.read_text("utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    to.write_text(json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), "utf-8")
