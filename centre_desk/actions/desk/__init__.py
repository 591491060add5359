"""Acts on the ground floor: making and opening a desk, users and roles, months, backups."""
