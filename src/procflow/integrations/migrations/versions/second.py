"""Personal values kept beside the journal, the numbers of the day, and the batches handed over."""

import sqlalchemy as sa
from alembic import op

__all__ = ["branch_labels", "depends_on", "down_revision", "downgrade", "revision", "upgrade"]

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PERSONAL = "procflow_personal"


def upgrade() -> None:
    """Create the tables and the guard of what is kept apart: it may be erased, never edited."""
    op.create_table(
        _PERSONAL,
        sa.Column("commitment", sa.String(64), primary_key=True),
        sa.Column("dossier", sa.String(128), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    op.create_index("procflow_personal_dossier", _PERSONAL, ["dossier"])
    op.create_table(
        "procflow_serial",
        sa.Column("agency", sa.String(128), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "procflow_batch",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("signed_at", sa.String(27), nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("dossiers", sa.Integer, nullable=False),
    )
    if op.get_context().dialect.name == "sqlite":  # one writer goes at a time: the order is that of `position`
        op.drop_index("procflow_journal_settled", "procflow_journal")
    _guard()


def downgrade() -> None:
    """Refuse: what a journal commits to is not thrown away by a migration."""
    message = "the second revision is not undone: it would throw personal values away without a record"
    raise NotImplementedError(message)


def _guard() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {_PERSONAL}_no_update BEFORE UPDATE ON {_PERSONAL} "
            f"BEGIN SELECT RAISE(ABORT, '{_PERSONAL} is never edited'); END"
        )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {_PERSONAL}_no_update() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_PERSONAL} is never edited'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {_PERSONAL}_no_update BEFORE UPDATE OR TRUNCATE ON {_PERSONAL} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {_PERSONAL}_no_update()"
    )
    for column in ("salt", "value"):  # no copies in the planner's statistics, where an erasure would not reach them
        op.execute(f"ALTER TABLE {_PERSONAL} ALTER COLUMN {column} SET STATISTICS 0")
