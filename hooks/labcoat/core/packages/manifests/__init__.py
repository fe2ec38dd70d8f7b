"""Manifests of projects, in TOML and INI."""
