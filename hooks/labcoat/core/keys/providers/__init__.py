"""The detector tables, one module for each kind of provider."""
