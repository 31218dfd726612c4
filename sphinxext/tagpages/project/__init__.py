"""All notes of one build, and what there is to show of them."""
