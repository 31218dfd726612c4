"""Every place that touches what Sphinx does not promise, each with its reason and its test."""
