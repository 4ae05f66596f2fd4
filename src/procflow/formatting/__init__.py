"""The text of the files an author writes: their one layout, and the corrections a program can make in them.

`formatted` lays a text out anew: the keys of a part in the order of the language, two spaces a level, at most one
blank line, lines of at most 120 columns where a group in braces can be broken.

`edits` gives what may mend one diagnostic; whether it does, a second reading of the whole file decides.

Invariants of a layout: every scalar and every comment stays as it was written, character by character; what the text
says is the same before and after, or the text is refused; formatting twice changes nothing.
"""

from procflow.formatting.corrections import Edit, edits
from procflow.formatting.document import formatted

__all__ = ["Edit", "edits", "formatted"]
