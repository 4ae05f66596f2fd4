"""One module per revision."""

__all__: list[str] = []
