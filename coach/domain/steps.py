"""A value that is changed step by step. One that no step leads to is stepped from where it is."""


def stepped(now: int, by: int, step: int, least: int, most: int) -> int:
    """Return the next full step above (`by` 1) or below (-1) a value, within bounds.

    A value out of bounds is left towards them only: it never jumps.
    """
    steps, rest = divmod(now, step)
    steps += by if by > 0 or not rest else by + 1
    if by > 0:
        return min(steps * step, max(most, now))
    return max(steps * step, min(least, now))
