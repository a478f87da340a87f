"""The command line: what can be asked for, and who answers. Heavy parts load when used."""
