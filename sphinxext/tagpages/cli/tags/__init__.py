"""The commands ``tags``: what there is of tags in the files of a project, and changing it there."""
