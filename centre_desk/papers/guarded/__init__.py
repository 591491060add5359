"""Foreign files are read by a child process that may be killed: the program itself with a hidden verb.

The parent (`parent.py`) sends the bytes and gets plain tables back; the child (`child.py`) limits itself first.
"""

from centre_desk.papers.guarded.parent import Sheet, Table, read_table
from centre_desk.papers.guarded.verb import VERB, child_main

__all__ = ["VERB", "Sheet", "Table", "child_main", "read_table"]
