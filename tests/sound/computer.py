"""A small `espeak-ng`, as a program of the computer: it hums, and writes down what it was asked."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

_PROGRAM = """#!{python} -S
import json, struct, sys, time, wave
from math import sin
text = sys.stdin.buffer.read().decode()
with open({log!r}, "a") as log:
    log.write(json.dumps([sys.argv[1:], text]) + "\\n")
print("noise of a program", flush=True)
print("noise of a program", file=sys.stderr, flush=True)
if "hang" in text:
    time.sleep(600)
if "fail" in text:
    sys.exit(3)
frames = [round(6000 * sin(at / 16)) for at in range(0 if "mute" in text else 22050)]
with wave.open(sys.argv[sys.argv.index("-w") + 1], "wb") as out:
    out.setparams((1, 2, 22050, 0, "NONE", ""))
    out.writeframes(struct.pack(f"<4410h{{len(frames)}}h4410h", *[0] * 4410, *frames, *[0] * 4410))
"""


class Computer:
    """A computer with a voice, in a folder that is the first of the path."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._log = folder / "asked"
        self.program = folder / "espeak-ng"
        folder.mkdir()
        self.program.write_text(_PROGRAM.format(python=sys.executable, log=str(self._log)))
        self.program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    @property
    def asked(self) -> list[Any]:
        """With which arguments it was called, and what came in."""
        rows = self._log.read_text().splitlines() if self._log.exists() else []
        return [json.loads(row) for row in rows]

    @property
    def said(self) -> list[str]:
        """The texts that it was to say."""
        return [text for _, text in self.asked]


def without_hibari(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process not find the extra `voice`, also where it is installed."""
    monkeypatch.setitem(sys.modules, "hibari", None)
