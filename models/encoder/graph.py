"""Writes the encoder as one ONNX graph: BERT with ONNX Runtime's fused operators, so that nothing is left to optimise.

Inputs ``input_ids`` and ``attention_mask``, int32 [batch, sequence]. Outputs ``states``, float32 [batch, sequence,
hidden], after layer 8 of 12 (the layer that aligns words), and ``pooled``, float32 [batch, hidden], the masked mean of
the last layer at unit length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from container import BLOCK, Checkpoint, Floats
from onnx import TensorProto, helper, numpy_helper

ALIGNING_LAYER = 8
_CONTRIB = "com.microsoft"
# One bit below int8: the AVX2 kernels of processors without VNNI add pairs of products in 16 bits and would saturate.
_WEIGHT_STEPS = 63


@dataclass(frozen=True)
class Steps:
    """How a state that is scaled by its largest value becomes uint8.

    Attributes:
        step: value of one step.
        zero: the step that means 0.
        floor: least divisor, so that nothing is divided by 0 or falls below step 0.
        signed: whether the largest value is looked for among the negative ones too.
    """

    step: npt.NDArray[np.float32]
    zero: npt.NDArray[np.uint8]
    floor: npt.NDArray[np.float32]
    signed: bool


SIGNED = Steps(np.array(1 / 127, np.float32), np.array(128, np.uint8), np.array([1e-6], np.float32), signed=True)
# GELU is never below -0.17: most steps go to its positive side, and -0.17 is step 0 at the least divisor.
GELU = Steps(np.array(1 / 205, np.float32), np.array(50, np.uint8), np.array([0.7], np.float32), signed=False)


class Graph:
    """An ONNX graph under construction: values are names."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: list[onnx.TensorProto] = []

    def constant(self, name: str, array: npt.NDArray[Any]) -> str:
        """Adds a weight."""
        self.initialisers.append(numpy_helper.from_array(np.asarray(array, order="C"), name))
        return name

    def axis(self, number: int) -> str:
        """An axis (or index) given as an input, shared by all that name it."""
        name = f"axis.{number}"
        if all(known.name != name for known in self.initialisers):
            self.constant(name, np.array([number], np.int64))
        return name

    def node(self, operator: str, inputs: list[str], output: str, *, contrib: bool = False, **attributes: Any) -> str:
        """Adds a node with one output."""
        domain = _CONTRIB if contrib else ""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output


def build(weights: Checkpoint) -> onnx.ModelProto:
    """The whole model."""
    graph = Graph()
    state = _embed(graph, weights)
    for layer in range(weights.layers):
        output = "states" if layer + 1 == ALIGNING_LAYER else f"l{layer}.out"
        state = _layer(graph, weights, layer, state, output)
    _pool(graph, state)
    shape = ["batch", "sequence"]
    proto = helper.make_graph(
        graph.nodes,
        "multilingual-e5-small",
        [helper.make_tensor_value_info(name, TensorProto.INT32, shape) for name in ("input_ids", "attention_mask")],
        [
            helper.make_tensor_value_info("states", TensorProto.FLOAT, [*shape, weights.hidden]),
            helper.make_tensor_value_info("pooled", TensorProto.FLOAT, ["batch", weights.hidden]),
        ],
        graph.initialisers,
    )
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid(_CONTRIB, 1)]
    return helper.make_model(proto, opset_imports=opsets, ir_version=10, producer_name="qa_translate")


def _embed(graph: Graph, weights: Checkpoint) -> str:
    table = weights.matrices["emb.word"]
    known = len(weights.pieces)  # the rows beyond the last piece were never trained
    words = graph.node(
        "GatherBlockQuantized",
        [
            graph.constant("emb.word", table.packed[:known]),
            "input_ids",
            graph.constant("emb.word.scales", table.scales[:known]),
        ],
        "emb.gathered",
        contrib=True,
        bits=4,
        block_size=BLOCK,
        gather_axis=0,
        quantize_axis=1,
    )
    words = graph.node("Cast", [words], "emb.words", to=TensorProto.FLOAT)
    # Every token is of type 0, so that its vector can be part of the positions.
    places = weights.vectors["emb.pos"].reshape(-1, weights.hidden) + weights.vectors["emb.type"][: weights.hidden]
    length = graph.node("Shape", ["input_ids"], "length", start=1, end=2)
    places = graph.node("Slice", [graph.constant("emb.pos", places), graph.axis(0), length], "emb.places")
    total = graph.node("Add", [words, places], "emb.sum")
    return _norm(graph, weights, "emb.ln", total, "emb.out")


def _layer(graph: Graph, weights: Checkpoint, layer: int, state: str, output: str) -> str:
    at = f"l{layer}."
    joint = _matmul(graph, weights, at + "qkv", [at + "q", at + "k", at + "v"], state, SIGNED)
    heads = [at + "query", at + "key", at + "value"]
    graph.nodes.append(helper.make_node("Split", [joint], heads, at + "split", axis=-1, num_outputs=3))
    biases = graph.constant(at + "qkv.b", np.concatenate([weights.vectors[f"{at}{part}.b"] for part in "qkv"]))
    inputs = [*heads, biases, "attention_mask"]
    mixed = graph.node("MultiHeadAttention", inputs, at + "mixed", contrib=True, num_heads=weights.heads)
    change = _matmul(graph, weights, at + "ao", [at + "ao"], mixed, SIGNED)
    state = _norm(graph, weights, at + "aln", _biased(graph, weights, at + "ao", change, state), at + "mid")
    inner = _matmul(graph, weights, at + "fi", [at + "fi"], state, SIGNED)
    inner = graph.node("BiasGelu", [inner, _vector(graph, weights, at + "fi.b")], at + "gelu", contrib=True)
    change = _matmul(graph, weights, at + "fo", [at + "fo"], inner, GELU)
    return _norm(graph, weights, at + "oln", _biased(graph, weights, at + "fo", change, state), output)


def _matmul(graph: Graph, weights: Checkpoint, name: str, parts: list[str], state: str, steps: Steps) -> str:
    """``state @ W.T``, the matrices of `parts` stacked, in integers.

    Every token's state is scaled by its own largest value. A scale per batch, as `DynamicQuantizeMatMul` takes, is
    coarser where one token has an outlier, and makes a text's result depend on the texts beside it.
    """
    largest = _largest(graph, name, state, steps)
    scale, zero = graph.constant(name + ".step", steps.step), graph.constant(name + ".zero", steps.zero)
    even = graph.node("Div", [state, largest], name + ".even")
    quantised = graph.node("QuantizeLinear", [even, scale, zero], name + ".quantised")
    matrix, scales = _int8(np.concatenate([weights.matrices[part + ".w"].floats for part in parts]))
    inputs = [quantised, graph.constant(name + ".w", matrix), scale, graph.constant(name + ".scales", scales), zero]
    product = graph.node("MatMulIntegerToFloat", inputs, name + ".product", contrib=True)
    return graph.node("Mul", [product, largest], name)


def _largest(graph: Graph, name: str, state: str, steps: Steps) -> str:
    size = graph.node("Abs", [state], name + ".abs") if steps.signed else state
    largest = graph.node("ReduceMax", [size, graph.axis(-1)], name + ".max", keepdims=1)
    return graph.node("Max", [largest, graph.constant(name + ".floor", steps.floor)], name + ".largest")


def _int8(matrix: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """Columns of a [out, in] matrix as int8 [in, out] with a scale each."""
    scales = np.abs(matrix).max(axis=1) / _WEIGHT_STEPS
    return np.rint(matrix / scales[:, None]).astype(np.int8).T, scales.astype(np.float32)


def _biased(graph: Graph, weights: Checkpoint, name: str, change: str, state: str) -> str:
    total = graph.node("Add", [change, state], name + ".residual")
    return graph.node("Add", [total, _vector(graph, weights, name + ".b")], name + ".sum")


def _norm(graph: Graph, weights: Checkpoint, name: str, state: str, output: str) -> str:
    inputs = [state, _vector(graph, weights, name + ".w"), _vector(graph, weights, name + ".b")]
    return graph.node("LayerNormalization", inputs, output, axis=-1, epsilon=weights.epsilon)


def _pool(graph: Graph, state: str) -> str:
    mask = graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    mask = graph.node("Unsqueeze", [mask, graph.axis(-1)], "mask.column")
    kept = graph.node("Mul", [state, mask], "kept")
    # The mean and the sum have the same direction, and only the direction is left at unit length.
    total = graph.node("ReduceSum", [kept, graph.axis(1)], "total", keepdims=0)
    return graph.node("LpNormalization", [total], "pooled", axis=-1, p=2)


def _vector(graph: Graph, weights: Checkpoint, name: str) -> str:
    return graph.constant(name, weights.vectors[name])
