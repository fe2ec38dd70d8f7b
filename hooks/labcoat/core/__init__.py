"""What the hooks share. Knows no rule by name."""
