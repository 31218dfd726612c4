"""Notes as entries of bibliographies: BibTeX, RIS and CSL-JSON."""
