"""Tags: which spellings are one, what their pages are called, and what is said of them."""
