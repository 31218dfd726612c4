"""Text, addresses, files, suggestions and digests. Knows nothing of notes, and nothing of Sphinx."""
