"""Our checker beside simple methods on the same articles: ``python -m tests.benchmark.baselines``."""
