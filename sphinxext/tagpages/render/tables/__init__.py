"""Tables of notes: as HTML, as nodes, and as files."""
