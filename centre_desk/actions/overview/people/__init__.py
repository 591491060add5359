"""Acts on whole people, across the rooms: two files made one, two exchanged, one made anonymous after its time."""

from centre_desk.actions.overview.people.anonymising import anonymise_people, anonymise_person, set_retention
from centre_desk.actions.overview.people.exchanging import exchange_people
from centre_desk.actions.overview.people.merging import merge_people, undo_merge

__all__ = ["anonymise_people", "anonymise_person", "exchange_people", "merge_people", "set_retention", "undo_merge"]
