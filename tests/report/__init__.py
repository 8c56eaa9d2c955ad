"""Tests of the reports; the package lets them share one sample."""
