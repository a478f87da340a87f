"""Textual's own widgets in our colours, for what is chosen, read or written."""
