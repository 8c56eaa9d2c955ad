"""A project's articles checked on every change: which they are, what is new in them, and what fails."""
