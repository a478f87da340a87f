"""What must be true on the day of a release, and is no test because it depends on the day."""
