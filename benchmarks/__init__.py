"""What labcoat costs beside its peers: CPU and memory of whole processes, printed as ratios."""
