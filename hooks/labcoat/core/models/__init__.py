"""Model files: what their bytes say, read without loading anything. Knows no rule by name."""
