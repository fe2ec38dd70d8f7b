"""Expressions of Python code: what strings, lists and calls say, with the place of every character."""
