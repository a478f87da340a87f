"""Playing a timeline: one player, and those who listen to it."""
