"""The tables of the first release: definitions, calendars, dossiers and the journal, the latter three append-only."""

import sqlalchemy as sa
from alembic import op

__all__ = ["branch_labels", "depends_on", "down_revision", "downgrade", "revision", "upgrade"]

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_APPEND_ONLY = ("procflow_definition", "procflow_calendar", "procflow_journal")


def upgrade() -> None:
    """Create the tables, their indexes and their guards."""
    _definitions()
    _dossiers()
    _journal()
    for table in _APPEND_ONLY:
        _guard(table)


def downgrade() -> None:
    """Refuse: a journal that was kept is not thrown away by a migration."""
    message = "the first revision is not undone: it would throw the journal away"
    raise NotImplementedError(message)


def _definitions() -> None:
    op.create_table(
        "procflow_definition",
        sa.Column("hash", sa.String(64), primary_key=True),
        sa.Column("code", sa.String(128), nullable=False),
        sa.Column("version", sa.String(128), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("profile_text", sa.Text, nullable=False),
        sa.Column("overlay_text", sa.Text, nullable=False),
    )
    op.create_index("procflow_definition_version", "procflow_definition", ["code", "version"])
    op.create_table(
        "procflow_calendar",
        sa.Column("version", sa.String(64), primary_key=True),
        sa.Column("canonical", sa.LargeBinary, nullable=False),
    )


def _dossiers() -> None:
    op.create_table(
        "procflow_dossier",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("procedure", sa.String(128), nullable=False),
        sa.Column("definition", sa.String(64), nullable=False),
        sa.Column("calendar", sa.String(64), nullable=False),
        sa.Column("step", sa.String(128), nullable=False),
        sa.Column("national_status", sa.Integer, nullable=False),
        sa.Column("submitted_at", sa.String(27), nullable=False),
        sa.Column("due_at", sa.String(27)),
        sa.Column("finished_at", sa.String(27)),
        sa.Column("ended", sa.String(32)),
        sa.Column("unit", sa.String(128), nullable=False),
        sa.Column("assignee", sa.String(128), nullable=False),
        sa.Column("waits_for", sa.String(32), nullable=False),
        sa.Column("wake_at", sa.String(27)),
        sa.Column("shape", sa.String(16), nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("seal_key", sa.String(64)),
        sa.Column("seal", sa.LargeBinary),
        sa.Column("settled_by", sa.BigInteger, nullable=False),
    )
    _partial_index("procflow_dossier_wake", ["wake_at"], "wake_at IS NOT NULL")
    _partial_index("procflow_dossier_open", [sa.text("coalesce(due_at, '9999')"), "id"], "ended IS NULL")


def _partial_index(name: str, columns: list[str | sa.TextClause], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "procflow_dossier", columns, sqlite_where=condition, postgresql_where=condition)


def _journal() -> None:
    op.create_table(
        "procflow_journal",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("dossier", sa.String(128), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("command_id", sa.String(256), nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("recorded_at", sa.String(27), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("prev", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("settled_by", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("dossier", "seq", name="procflow_journal_entry"),
        sa.UniqueConstraint("command_id", "part", name="procflow_journal_command"),
        sqlite_autoincrement=True,
    )
    op.create_index("procflow_journal_settled", "procflow_journal", ["settled_by", "position"])


def _guard(table: str) -> None:
    """Let the database itself refuse to change or delete what was recorded."""
    if op.get_context().dialect.name == "sqlite":
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
