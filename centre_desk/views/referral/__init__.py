"""Referrals on the screen: who waits, entry by hand, and the four steps of an import."""
