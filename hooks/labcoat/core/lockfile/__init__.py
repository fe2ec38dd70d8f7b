"""models.lock: which models a repository has, where they come from, and their sha256. The format: docs/model-lock.md.

`find_lock(path)` and `load_lock(path)` in `lookup`, the records in `lock`, `read_lock(path, text)` in `reader`.
"""
