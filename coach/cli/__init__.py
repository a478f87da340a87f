"""The command line: its commands, and what carries them out. Heavy parts load when used."""
