"""Names of container images, and the files that have them."""
