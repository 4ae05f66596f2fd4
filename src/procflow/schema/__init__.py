"""JSON Schemas of the language for editors: what may be written, with hover texts in Vietnamese and English.

Invariants: made from the very models the reader holds a file against, so that they cannot disagree about a key; a
schema is looser than `procflow check`, never stricter.
"""

from procflow.schema.build import SchemaKind, json_schema

__all__ = ["SchemaKind", "json_schema"]
