"""What adapters of torch and transformers share: importing them, and telling two models apart."""

from __future__ import annotations

import hashlib
import sys
from typing import Any

from qa_translate.errors import ModelError

_SAMPLE = 64


def imported(purpose: str, threads: int | None) -> tuple[Any, Any]:
    """torch and transformers.

    Args:
        purpose: what needs them, for the error.
        threads: that torch may use; None: torch's own choice.

    Raises:
        ModelError: one of them is not installed.
    """
    try:
        import torch
        import transformers
    except ImportError as error:
        problem = f"{purpose} needs {error.name}, which is not installed"
        raise ModelError(problem, remedy="pip install 'qa-translate[torch]'") from error
    if not sys.stderr.isatty():  # a log of a CI job is no place for a bar that draws itself again and again
        untyped: Any = transformers.utils.logging
        untyped.disable_progress_bar()
    if threads:
        torch.set_num_threads(threads)
    return torch, transformers


def checksum(model: Any) -> str:
    """Eight hexadecimal digits over names, shapes and the first numbers of a model's tensors.

    A few numbers of each tensor tell two models apart; hashing gigabytes would take longer than an article.
    """
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(f"{name}{tuple(tensor.shape)}".encode())
        digest.update(tensor.flatten()[:_SAMPLE].float().cpu().numpy().tobytes())
    return digest.hexdigest()[:8]
