"""Which documents are generated, and their life in a build."""
