"""The ground floor's views: first run, signing in, users, backups, journal."""
