"""Keys in text: what they look like, where they stand, whether they are real. Shared by find-keys and redaction."""
