"""Drawing as values: rows of runs from values. Neither Textual nor Rich is imported with it."""
