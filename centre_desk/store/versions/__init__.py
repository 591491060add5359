"""The revisions of a desk's database, oldest first; a released one never changes."""
