"""Where tags stand in the text of a file, character by character, and how each is written there."""
