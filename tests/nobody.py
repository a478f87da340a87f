"""Do something without the powers of root, so that permissions count wherever the tests run."""

import contextlib
import encodings.utf_8_sig  # noqa: F401  (imported while we still may read every folder)
import os
from collections.abc import Iterator

import filelock  # noqa: F401
import tomli_w  # noqa: F401
import tomlkit  # noqa: F401

NOBODY = 65534


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Be the user nobody for a while when root; otherwise stay who we are."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
