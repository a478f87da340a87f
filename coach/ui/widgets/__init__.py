"""Textual's own lists, pages and fields, in our colours."""
