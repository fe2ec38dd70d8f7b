"""Where packages are named: what a repository installs, from where, and how surely it gets the same again."""
