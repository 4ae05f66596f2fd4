"""The command line: it reads arguments, calls the rooms below, prints and translates, and decides nothing.

Exit codes: 0 done, 1 the answer is an error or a finding, 2 the command line itself is wrong.
"""

from procflow.cli.program import main

__all__ = ["main"]
