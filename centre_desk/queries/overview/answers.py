"""What IOM is told beside the answer to a referral: to which other centre the person was referred, and its answer."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Offer, SkillsTest
from centre_desk.queries.assessment.outgoing import read_letters
from centre_desk.rules.assessment.letter import OutgoingState
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date


def onward_of(db: Session, words: Catalogue) -> Mapping[int, str]:
    """Return, by referral, the newest letter that was not taken back: centre, number, where it stands since when."""
    query = (
        select(Offer.id, SkillsTest.referral_id)
        .join(SkillsTest, SkillsTest.id == Offer.test_id)
        .where(SkillsTest.referral_id.is_not(None))
    )
    referrals = {row[0]: row[1] for row in db.execute(query)}
    found: dict[int, str] = {}
    for letter in read_letters(db):
        referral = referrals.get(letter.offer_id)
        if referral is not None and letter.state is not OutgoingState.WITHDRAWN:
            stands = f"{words.word(letter.state)} ({short_date(letter.since, words.language)})"
            found[referral] = " · ".join(filter(None, (letter.centre, letter.number, stands, letter.reason)))
    return found
