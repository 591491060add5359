"""Acts on the centre’s own facts: profile and places, agreement and rates, days off, staff."""
