"""What a field of a note holds, how it is called, and how its text is read."""
