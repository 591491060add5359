"""Opening, keys, upgrades, backup and the chain of the journal."""
