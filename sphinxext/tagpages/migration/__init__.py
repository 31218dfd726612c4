"""Projects that used sphinx-tags or ablog."""
