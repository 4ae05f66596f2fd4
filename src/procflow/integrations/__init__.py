"""Doors to other people's tools; each needs its extra, and none is loaded before it is used."""

__all__: list[str] = []
