"""The coach with a loudspeaker that is not there: what it would hear passes in true time."""

import sys

from coach.__main__ import main
from coach.sound import hearing

hearing.DEVICE = (
    sys.executable,
    "-c",
    "import sys; from coach.sound.device import main; main([*sys.argv[1:], 'null'])",
)
sys.exit(main())
