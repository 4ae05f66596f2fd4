"""The revisions of procflow's schema, run by Alembic; each is frozen and names no live table."""

__all__: list[str] = []
