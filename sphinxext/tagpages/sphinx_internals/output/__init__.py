"""What Sphinx's builders write: which files, in what order, and what they could not write."""
