"""Notes, tags, dates and listings. Knows nothing of Sphinx."""
