"""Protective gear for machine-learning repos and notebooks."""

__version__ = "0.1.0"
