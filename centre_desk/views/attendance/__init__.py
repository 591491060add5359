"""The roll: quick field, month grid, and the small forms around them."""
