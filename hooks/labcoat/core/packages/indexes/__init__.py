"""Addresses of indexes, and which of them are well known."""
