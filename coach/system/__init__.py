"""The machine around us: clock, zone, folders, files and their lock, crashes."""
