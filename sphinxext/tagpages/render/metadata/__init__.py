"""What pages say to programs of the notes that they show, besides what readers see."""
