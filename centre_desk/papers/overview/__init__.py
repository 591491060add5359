"""Papers put together from several rooms: the pack for days without power."""
