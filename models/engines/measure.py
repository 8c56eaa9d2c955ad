"""Speed and memory of the local engines on models of real sizes.

    python models/engines/measure.py SHAPE ENGINE [--threads N] [--rounds N]

No hub is needed: the model has the shape of a published one (layers, widths, vocabulary) and random weights. They make
nonsense, but the same number of operations for every token, and a rendering is held to the length of its segment. So
figures are of speed and memory only, not of quality. Each run is a process of its own, which prints its peak memory;
"loaded" is before the first segment.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, ClassVar

SHAPES: dict[str, dict[str, int]] = {
    "opus-mt": {"layers": 6, "width": 512, "inner": 2048, "heads": 8, "vocabulary": 60_000},
    "opus-mt-tc-big": {"layers": 6, "width": 1024, "inner": 4096, "heads": 16, "vocabulary": 60_000},
    "m2m100-418M": {"layers": 12, "width": 1024, "inner": 4096, "heads": 16, "vocabulary": 128_112},
    "nllb-200-distilled-600M": {"layers": 12, "width": 1024, "inner": 4096, "heads": 16, "vocabulary": 256_206},
}
"""As their published configurations have it; both sides have as many layers."""

TOKENS, SEGMENTS = 30, 64
"""Tokens of a segment, about 22 words of news; segments of a round."""

_TOKENS_PER_WORD = 1.35
BEAM = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("engine", choices=["transformers", "ctranslate2"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = {"transformers": torch_rounds, "ctranslate2": ct2_rounds}[given.engine]
        loaded, seconds = made(SHAPES[given.shape], Path(folder), given.threads, given.rounds)
    words = SEGMENTS * TOKENS / _TOKENS_PER_WORD / statistics.median(seconds)
    figures = {"words_per_second": round(words), "loaded_mib": loaded, "peak_mib": memory("VmHWM")}
    print(json.dumps({"shape": given.shape, "engine": given.engine, "threads": given.threads, **figures}))


def torch_rounds(shape: dict[str, int], _: Path, threads: int, rounds: int) -> tuple[int, list[float]]:
    import torch

    torch.set_num_threads(threads)
    model = network(shape)
    loaded = memory("VmRSS")
    ids = torch.randint(4, shape["vocabulary"] - 1, (16, TOKENS))
    length = {"min_new_tokens": TOKENS, "max_new_tokens": TOKENS}

    def batch() -> None:
        with torch.inference_mode():
            model.generate(input_ids=ids, num_beams=BEAM, do_sample=False, **length)

    return loaded, timed(batch, SEGMENTS // 16, rounds)


def ct2_rounds(shape: dict[str, int], folder: Path, threads: int, rounds: int) -> tuple[int, list[float]]:
    """Converted in a process of its own, so that its memory does not count here."""
    import random
    import subprocess

    import ctranslate2

    subprocess.run([sys.executable, "-c", CONVERT, json.dumps(shape), str(folder)], check=True)
    model = ctranslate2.Translator(str(folder / "ct2"), compute_type="int8", inter_threads=threads, intra_threads=1)
    loaded = memory("VmRSS")
    draw = random.Random(0)
    tokens = [[f"w{draw.randrange(4, 40_000)}" for _ in range(TOKENS)] for _ in range(32)]
    length = {"min_decoding_length": TOKENS, "max_decoding_length": TOKENS}

    def batch() -> None:
        model.translate_batch(tokens, max_batch_size=-(-32 // threads), beam_size=BEAM, **length)

    return loaded, timed(batch, SEGMENTS // 32, rounds)


CONVERT = f"""
import json, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from measure import convert
convert(json.loads(sys.argv[1]), sys.argv[2])
"""


def convert(shape: dict[str, int], folder: str) -> None:
    """Write a CTranslate2 folder; the tokenizer that the converter asks for knows words w4, w5, ..."""
    import ctranslate2

    class Words:
        eos_token, unk_token, bos_token, unk_token_id = "</s>", "<unk>", "<s>", 3
        num_madeup_words = 0
        special_tokens_map: ClassVar[dict[str, list[str]]] = {}

        def get_vocab(self) -> dict[str, int]:
            special = {"</s>": 0, "<s>": 1, "<pad>": 2, "<unk>": 3}
            return special | {f"w{k}": k for k in range(4, shape["vocabulary"])}

        def convert_ids_to_tokens(self, number: int) -> str:
            return {at: token for token, at in self.get_vocab().items()}[number]

    class Converter(ctranslate2.converters.TransformersConverter):
        def load_model(self, *_: object, **__: object) -> Any:
            return network(shape)

        def load_tokenizer(self, *_: object, **__: object) -> Any:
            return Words()

    network(shape).config.save_pretrained(folder)
    Converter(folder).convert(f"{folder}/ct2", quantization="int8")


def network(shape: dict[str, int]) -> Any:
    """A random M2M100 model: opus-mt differs in where it normalises, not in what it computes."""
    import transformers

    both = {"layers": shape["layers"], "ffn_dim": shape["inner"], "attention_heads": shape["heads"]}
    config = transformers.M2M100Config(
        vocab_size=shape["vocabulary"],
        d_model=shape["width"],
        **{f"{side}_{name}": value for side in ("encoder", "decoder") for name, value in both.items()},
        eos_token_id=0,
        bos_token_id=1,
        pad_token_id=2,
        decoder_start_token_id=0,
    )
    return transformers.M2M100ForConditionalGeneration(config).eval()


def timed(batch: Any, batches: int, rounds: int) -> list[float]:
    """Seconds of each round, after one batch to warm up."""
    batch()
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        for _ in range(batches):
            batch()
        seconds.append(time.perf_counter() - started)
    return seconds


def memory(what: str) -> int:
    """Of this process, MiB, as Linux tells it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{what}:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
