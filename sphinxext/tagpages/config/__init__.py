"""The configuration values, their checks, and where they stand in ``conf.py``."""
