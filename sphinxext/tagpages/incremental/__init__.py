"""What is outdated, what was written, and what was reported."""
