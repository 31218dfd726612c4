"""What a site gives to programs: its notes and tags as data, in files beside the pages."""

#: The file at the root of a site that assistants look for.
LLMS_TXT = "llms.txt"
#: What tells ours from that of others.
MARK = "Made of the notes of this site by sphinxext-tagpages."
