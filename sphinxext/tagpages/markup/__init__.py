"""A text with a markup, as nodes or as plain text; images and formulas in it."""
