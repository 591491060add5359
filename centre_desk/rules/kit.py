"""When a kit is due (source: it follows the completed training or the certification), and its lists."""

from enum import StrEnum


class KitListState(StrEnum):
    """A list is proposed, reviewed by migrant representatives, adopted; a newer version retires it."""

    PROPOSAL = "proposal"
    REVIEWED = "reviewed"
    ADOPTED = "adopted"
    RETIRED = "retired"
