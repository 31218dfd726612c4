"""The version, for the package and for what is read again by another version."""

__version__ = "0.1.0"
