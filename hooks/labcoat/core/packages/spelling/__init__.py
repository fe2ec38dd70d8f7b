"""Names that look like popular ones."""
