"""Files a command writes where its `--out` says."""

from pathlib import Path

from procflow.errors import MisuseError

__all__ = ["write_file"]


def write_file(target: Path, content: bytes) -> None:
    """Write `content` to `target`, making the folders on the way.

    Raises:
        MisuseError: PF710, when the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    except OSError as error:
        raise MisuseError("PF710", path=str(target), reason=error.strerror or str(error)) from error
