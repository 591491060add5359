"""Long proofs: each is a command that prints its figures; a short form runs with the tests."""
