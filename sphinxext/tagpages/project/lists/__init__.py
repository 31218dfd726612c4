"""What the directives ``note-list`` and ``tag-index`` show."""
