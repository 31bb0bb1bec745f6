"""Writes a small BERT as ONNX for onnxruntime: int8 weights, the table of words in 4 bits. Needs `pip install onnx`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn


class PlainLayers(nn.Module):
    """A BERT encoder written out in simple steps: the same numbers, and a smaller and faster graph than the library's.

    `limit` is the most tokens it will be given.
    """

    def __init__(self, encoder: nn.Module, limit: int) -> None:
        super().__init__()
        self.encoder, self.limit, self.heads = encoder, limit, encoder.config.num_attention_heads

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None) -> Tensor:
        """Hidden states (batch, tokens, width) from token ids, 1 for a real token, and the segment (None: all the first)."""
        tables = self.encoder.embeddings
        places = tables.position_embeddings.weight[: self.limit][: input_ids.shape[1]]
        words = tables.word_embeddings(input_ids)
        kinds = tables.token_type_embeddings.weight[0] if token_type_ids is None else tables.token_type_embeddings(token_type_ids)
        hidden = tables.LayerNorm(words + kinds + places)
        hide = (1.0 - attention_mask.float())[:, None, None, :] * -1e4
        for layer in self.encoder.encoder.layer:
            own = layer.attention.self
            query, key, value = (
                part(hidden).view(hidden.shape[0], -1, self.heads, hidden.shape[2] // self.heads).transpose(1, 2)
                for part in (own.query, own.key, own.value)
            )
            looks = torch.softmax(query @ key.transpose(-1, -2) / query.shape[3] ** 0.5 + hide, -1)
            seen = (looks @ value).transpose(1, 2).reshape(hidden.shape[0], -1, hidden.shape[2])
            hidden = layer.attention.output.LayerNorm(layer.attention.output.dense(seen) + hidden)
            wide = nn.functional.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(wide) + hidden)
        return hidden


def write_onnx(net: nn.Module, encoder: nn.Module, inputs: Sequence[str], outputs: Mapping[str, Mapping[int, str]], path: Path) -> None:
    """Writes a net over an encoder's words. `inputs` each take (batch, tokens) of int64; `outputs` name their free axes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = path.with_suffix(".plain")
    axes = {name: {0: "batch", 1: "tokens"} for name in inputs} | dict(outputs)
    one = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        net.eval(), (one,) * len(inputs), str(plain), input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True)
    plain.unlink()
    four_bit_words(path, encoder.embeddings.word_embeddings.weight.detach().numpy())


def four_bit_words(path: Path, words: np.ndarray, block: int = 64) -> None:
    """Replaces the model's int8 table of words, three fifths of the file, by one of 4 bits with a scale every `block` numbers."""
    import onnx

    model = onnx.load(str(path))
    nodes = model.graph.node
    look_up = next(node for node in nodes if node.op_type == "Gather" and "input_ids" in node.input)
    widen = next(node for node in nodes if node.op_type == "DequantizeLinear" and look_up.output[0] in node.input)
    blocks = words.reshape(len(words), -1, block)
    scales = np.maximum(np.abs(blocks).max(2) / 7, 1e-8).astype(np.float32)
    small = np.clip(np.round(blocks / scales[..., None]), -8, 7).astype(np.int8).reshape(words.shape)
    packed = ((small[:, 0::2] & 15) | ((small[:, 1::2] & 15) << 4)).astype(np.uint8)
    for node in (look_up, widen):
        nodes.remove(node)
    gone = {look_up.input[0], *widen.input}
    for table in [table for table in model.graph.initializer if table.name in gone]:
        model.graph.initializer.remove(table)
    model.graph.initializer.append(onnx.helper.make_tensor("words", onnx.TensorProto.INT4, words.shape, packed.tobytes(), raw=True))
    model.graph.initializer.append(onnx.numpy_helper.from_array(scales, "word_scales"))
    nodes.insert(0, onnx.helper.make_node(
        "GatherBlockQuantized", ["words", "input_ids", "word_scales"], [widen.output[0]],
        domain="com.microsoft", gather_axis=0, quantize_axis=1, block_size=block,
    ))  # fmt: skip
    model.opset_import.append(onnx.helper.make_opsetid("com.microsoft", 1))
    model.ir_version = max(model.ir_version, 10)
    onnx.save(model, str(path))
