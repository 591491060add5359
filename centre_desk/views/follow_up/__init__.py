"""The follow-up: visits due and made, and what they found."""
