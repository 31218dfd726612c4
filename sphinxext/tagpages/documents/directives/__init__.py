"""The directives. They leave nodes and records; they never read the tag index."""
