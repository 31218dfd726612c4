"""Notes and what is said of tags, in YAML."""
