"""The proofs: one folder a room, `terminal` in a real terminal, `bench` and `soak` by hand."""

import sys

# What pytest makes of a module is written down whatever the shell says of bytecode: to make it anew
# in each worker of each run takes five seconds of work.
sys.dont_write_bytecode = False
