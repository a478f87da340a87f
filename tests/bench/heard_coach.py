"""The coach with a loudspeaker that is not there: what it would hear passes in true time.

Where COACH_HEARD names a file, it is written down there, too.
"""

import os
import sys
from pathlib import Path

from coach.__main__ import main
from coach.sound import hearing

hearing.DEVICE = (
    sys.executable,
    "-c",
    "import sys; from coach.sound.device import main; main([*sys.argv[1:], 'null'])",
)
if "COACH_HEARD" in os.environ:
    from tests.sound import captured

    hearing.DEVICE = captured.device(Path(os.environ["COACH_HEARD"]))
sys.exit(main())
