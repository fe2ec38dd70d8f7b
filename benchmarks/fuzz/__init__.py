"""Mutated and hostile files through every rule, every report and the strip fixer.

A case is a number: with the same seed it is the same file on every machine.
"""
