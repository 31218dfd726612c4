"""Readers: from the text of a file to notes and problems. ``registry`` is the table of them."""
