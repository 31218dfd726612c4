"""Tending tags: which of them are one, which say little, and which a note may lack."""
