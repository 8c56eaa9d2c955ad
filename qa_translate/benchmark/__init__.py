"""Measures findings against articles whose errors are known. Labels are read here, never by the pipeline."""
