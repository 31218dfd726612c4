"""Notes in BibTeX."""
