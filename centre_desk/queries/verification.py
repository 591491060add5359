"""What an item proves, in words: a certificate's text, a return package or a backup, against the trusted keys.

Facts: keys come from a file that the user names, else from every list in the trust folder of this PC.
"""

from dataclasses import dataclass
from pathlib import Path

from centre_desk.places import trust_folder
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store.signing import TrustedKey, read_trust_list
from centre_desk.store.verify import (
    Item,
    Standing,
    Verdict,
    is_certificate_text,
    verify_archive,
    verify_certificate,
)
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.proof import finding_sentence


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found about one item: `proved`, `contradicted` and `open` hold sentences."""

    item: str
    kind: Item
    holds: bool
    proved: tuple[str, ...]
    contradicted: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that is to be said, what was contradicted first."""
        return (*self.contradicted, *self.proved, *self.open)


def verify_item(item: str, keys: Path | None, words: Catalogue) -> Proof:
    """Verify a file by its path, or a certificate by the text of its square. `Refused` for keys that are none."""
    trusted = read_trusted(keys)
    if is_certificate_text(item):
        return _proof(item, verify_certificate(item, trusted), words)
    path = Path(item)
    if not path.is_file():
        raise Refused([refusal("certificate.nothing_to_verify", item=item)])
    text = _text_of(path)
    verdict = verify_certificate(text, trusted) if text else verify_archive(path, trusted)
    return _proof(path.name, verdict, words)


def read_trusted(keys: Path | None) -> tuple[TrustedKey, ...]:
    """Return the keys of a file, or of every `*.json` of the trust folder."""
    files = [keys] if keys is not None else sorted(trust_folder().glob("*.json"))
    found: list[TrustedKey] = []
    for file in files:
        try:
            found.extend(read_trust_list(file.read_text("utf-8"), file.name))
        except (OSError, UnicodeDecodeError) as wrong:
            raise Refused([refusal("certificate.keys_unreadable", place=file.name)]) from wrong
    return tuple(found)


def _text_of(path: Path) -> str:
    """Return the text of a small file that holds that of a certificate's square; empty for any other."""
    if path.stat().st_size > 4096:
        return ""
    text = path.read_bytes().decode("utf-8", "ignore")
    return text if is_certificate_text(text) else ""


def _proof(item: str, verdict: Verdict, words: Catalogue) -> Proof:
    said: dict[Standing, list[str]] = {standing: [] for standing in Standing}
    for finding in verdict.findings:
        said[finding.standing].append(finding_sentence(words, finding.code, finding.facts))
    return Proof(
        item,
        verdict.item,
        verdict.holds,
        tuple(said[Standing.PROVED]),
        tuple(said[Standing.FALSE]),
        tuple(said[Standing.OPEN]),
    )
