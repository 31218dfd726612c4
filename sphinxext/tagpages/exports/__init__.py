"""What a site gives to programs: its notes and tags as data, in files beside the pages."""
