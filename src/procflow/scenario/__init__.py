"""Worked examples: stories an analyst can read aloud, played through the same core that runs in production.

Invariant: a story is played by `decide` and `apply` alone; nothing here knows the law better than they do.
"""

from procflow.scenario.examples import Example, Line, read_examples
from procflow.scenario.exercise import Unexercised, left_out, unexercised
from procflow.scenario.play import Played, play
from procflow.scenario.telling import Choice, Telling

__all__ = [
    "Choice",
    "Example",
    "Line",
    "Played",
    "Telling",
    "Unexercised",
    "left_out",
    "play",
    "read_examples",
    "unexercised",
]
