"""The pure core: no disk, no clock, no screen. Everything here is a function of its arguments."""
