"""Small amounts in words."""


def length(ms: int) -> str:
    """Return a length in words, exactly: `5 minutes`, `5 min 4 s`, `40 seconds`."""
    minutes, seconds = divmod(round(ms / 1000), 60)
    if not minutes:
        return f"{seconds} second" + ("" if seconds == 1 else "s")
    if seconds:
        return f"{minutes} min {seconds} s"
    return f"{minutes} minute" + ("" if minutes == 1 else "s")


def about(ms: int) -> str:
    """Return a length in words, roughly, to the nearest minute from one minute up: `5 minutes`."""
    return length(max(round(ms / 60000), 1) * 60000) if ms >= 45000 else length(ms)


def short(ms: int) -> str:
    """Return a length roughly and in few letters: `5 min`."""
    return f"{max(round(ms / 60000), 1)} min"


def breaths(count: int) -> str:
    """Return a number of breaths in words."""
    return f"{count} breath" + ("" if count == 1 else "s")
