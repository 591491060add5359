"""The screen of kits: who is to have one and why not, hand-overs, the lists of each trade."""
