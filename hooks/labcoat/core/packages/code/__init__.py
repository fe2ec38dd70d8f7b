"""Packages that Python names: lists, commands, headers of scripts."""
