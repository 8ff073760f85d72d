"""How Alembic runs here: on the connection it is given, in one transaction."""

from alembic import context

from kodeverk.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
