"""What pip reads: requirements files, options, one requirement."""
