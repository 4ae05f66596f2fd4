"""What Alembic runs around the revisions: the caller's connection, and a version table of procflow's own."""

from alembic import context

from procflow.store.schema import METADATA, VERSIONS

__all__ = ["run"]


def run() -> None:
    """Run the revisions on the connection `migrate` was given, or print them."""
    attributes = context.config.attributes
    connection = attributes.get("connection")
    if connection is None:
        context.configure(
            dialect_name=attributes["dialect"],
            target_metadata=METADATA,
            version_table=VERSIONS.name,
            literal_binds=True,
        )
    else:
        context.configure(connection=connection, target_metadata=METADATA, version_table=VERSIONS.name)
    with context.begin_transaction():
        context.run_migrations()


if hasattr(context, "config"):  # Alembic runs this module; anybody else only looks at it
    run()
