"""What brings Centre Desk onto a machine: the start from source, the catalogues and the builds.

A package only so that its tests can import it; no part of the program imports it.
"""
