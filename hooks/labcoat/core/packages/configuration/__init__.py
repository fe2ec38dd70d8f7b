"""YAML and JSON: environments, jobs, hooks, services."""
