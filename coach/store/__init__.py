"""What the app itself keeps on disk."""
