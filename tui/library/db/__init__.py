"""The database file: opening, connection, schema and migrations, undo, backups, examination and repair."""
