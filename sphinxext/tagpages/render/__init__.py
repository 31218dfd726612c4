"""From what is shown to HTML or nodes, and where it goes in a document."""
