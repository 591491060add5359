"""Acts on the ground floor: signing in, users and roles, months, backups."""
