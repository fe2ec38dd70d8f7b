"""Installers on command lines: pip, uv, conda and their like."""
