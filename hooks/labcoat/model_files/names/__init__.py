"""Which names pickles may import: lists by library, conditions on arguments, and what other names do."""
