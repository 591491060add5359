"""Qt, and Qt nowhere else. A folder a room; window.py alone arranges panels."""
