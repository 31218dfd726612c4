"""Notes that are issues, as GitHub's tools export them."""
