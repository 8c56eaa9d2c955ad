"""Batches of articles."""
