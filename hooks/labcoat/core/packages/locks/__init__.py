"""Lock files and interpreters: which version is meant."""
