"""One function is one act of a person, in one transaction."""
