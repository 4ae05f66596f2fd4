"""The one layout of the files an author writes: the same text for the same content, whoever wrote it.

`formatted` lays a text out anew: the keys of a part in the order of the language, two spaces a level, at most one
blank line, lines of at most 120 columns where a group in braces can be broken.

Invariants: every scalar and every comment stays as it was written, character by character; what the text says is the
same before and after, or the text is refused; formatting twice changes nothing.
"""

from procflow.formatting.document import formatted

__all__ = ["formatted"]
