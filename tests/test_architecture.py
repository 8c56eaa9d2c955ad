"""Agreements about structure: layers, the list of families, what a start imports."""

import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from qa_translate.checks import registry
from qa_translate.errors import QaTranslateError

ENGINES_ONLY = {
    "ctranslate2",
    "httpx",
    "huggingface_hub",
    "langcodes",
    "onnxruntime",
    "sentencepiece",
    "spacy",
    "tenacity",
    "torch",
    "transformers",
}


def test_the_import_contracts_hold(repository: Path) -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(script)], cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_family_is_under_the_contract_of_independence(repository: Path) -> None:
    contracts = tomllib.loads((repository / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (independent,) = [contract["modules"] for contract in contracts if contract["type"] == "independence"]
    assert independent == [family_module(family) for family in registry.FAMILIES]


def family_module(family: object) -> str:
    owners = [name for name, module in vars(registry).items() if getattr(module, "FAMILY", None) is family]
    return f"qa_translate.checks.{owners[0]}"


@pytest.mark.parametrize(
    "module",
    [
        "qa_translate",
        "qa_translate.cli",
        "qa_translate.wiring",
        "qa_translate.pipeline",
        "qa_translate.engines.mt.choice",
        "qa_translate.engines.mt.ct2",
        "qa_translate.engines.mt.hub",
        "qa_translate.engines.mt.chat",
        "qa_translate.engines.mt.pull",
    ],
)
def test_importing_loads_no_engine(module: str) -> None:
    code = f"import sys, {module}; print(*({ENGINES_ONLY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_check_imports_neither_torch_nor_transformers_though_they_are_installed(
    tmp_path: Path, repository: Path
) -> None:
    for name in ("torch", "transformers"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')")
    sample = next(iter(sorted((repository / "samples").glob("*/translation.en.txt"))))
    code = f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from qa_translate.cli import main
        code = main(["check", {str(sample)!r}, "--output", {str(tmp_path / "report.txt")!r}])
        assert not {{"torch", "transformers"}} & set(sys.modules)
        assert "spacy" in sys.modules and "onnxruntime" in sys.modules
        sys.exit(code)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_committed_files_are_small_enough(repository: Path) -> None:
    for file in (repository / "models").rglob("*"):
        assert not file.is_file() or file.stat().st_size < 95e6, file


def test_every_error_has_a_documented_exit_code() -> None:
    kinds = [QaTranslateError]
    for kind in kinds:
        kinds += kind.__subclasses__()
        assert kind.exit_code in {2, 3}
        assert kind.__doc__
