"""How bytes are written for paper and for people: Base45 in QR codes, Crockford's base32 in codes and keys.

Facts: RFC 9285 (Base45); Crockford's alphabet has no I, L, O, U: a hand-copied code is read right.
Decoding accepts only the one text that encoding makes: a changed character is never the same bytes.
"""

from hashlib import sha256

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
WORD_DATA = 4
_LOOKALIKES = str.maketrans("OIL", "011")


def base45_encode(data: bytes) -> str:
    """Write bytes in Base45: two bytes become three characters, a last single one becomes two."""
    out: list[str] = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            out.append(BASE45[digit])
    return "".join(out)


def base45_decode(text: str) -> bytes:
    """Read Base45 back; ValueError on a foreign character, a wrong length or a value too large."""
    if len(text) % 3 == 1:
        raise ValueError("length")
    out = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        value = sum(BASE45.index(char) * 45**place for place, char in enumerate(group))
        size = len(group) - 1
        if value >= 256**size:
            raise ValueError("value")
        out += value.to_bytes(size, "big")
    return bytes(out)


def crockford(data: bytes) -> str:
    """Write bytes in Crockford's base32, five bits a character, zero bits added at the end."""
    bits = len(data) * 8
    length = -(-bits // 5)
    number = int.from_bytes(data, "big") << (length * 5 - bits)
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))


def read_crockford(text: str, size: int) -> bytes:
    """Read `size` bytes back from Crockford's base32; ValueError when the text holds anything else."""
    if len(text) != -(-size * 8 // 5):
        raise ValueError("length")
    number = 0
    for char in text:
        number = number << 5 | CROCKFORD.index(char)
    spare = len(text) * 5 - size * 8
    if number & ((1 << spare) - 1):
        raise ValueError("spare bits")
    return (number >> spare).to_bytes(size, "big")


def check_code(data: bytes) -> str:
    """Return the code that people compare by telephone: 40 bits of SHA-256, `XXXX-XXXX`."""
    code = crockford(sha256(data).digest()[:5])
    return f"{code[:4]}-{code[4:]}"


def short_head(head: str) -> str:
    """Return the short form of the journal's head that papers carry: its first eight digits; empty for none.

    Hexadecimal as the head itself, so that anybody compares a sheet with the return by eye.
    """
    return f"{head[:4]}-{head[4:8]}".upper() if head else ""


def key_words(secret: bytes) -> tuple[str, ...]:
    """Write a secret as words of four characters and one check character, for a sheet that is typed back."""
    text = crockford(secret)
    chunks = [text[at : at + WORD_DATA] for at in range(0, len(text), WORD_DATA)]
    return tuple(chunk + _word_check(chunk, place) for place, chunk in enumerate(chunks))


def read_key_words(text: str, size: int = 32) -> bytes:
    """Read the words back, whatever the spaces, dashes and case; ValueError("<number>") names the bad word.

    `ValueError("length")` means that characters are missing or too many.
    """
    typed = "".join(char for char in text.upper() if char.isalnum()).translate(_LOOKALIKES)
    words = [typed[at : at + WORD_DATA + 1] for at in range(0, len(typed), WORD_DATA + 1)]
    for place, word in enumerate(words):
        if not set(word) <= set(CROCKFORD) or _word_check(word[:-1], place) != word[-1]:
            raise ValueError(str(place + 1) if len(word) > 1 else "length")
    return read_crockford("".join(word[:-1] for word in words), size)


def _word_check(chunk: str, place: int) -> str:
    """Return the check character: over GF(32), it finds wrong and swapped characters, and misplaced words."""
    state = place % 31 + 1
    for char in chunk:
        state = _doubled(state) ^ CROCKFORD.index(char)
    return CROCKFORD[_doubled(state)]


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ 0b100101 if value & 32 else value
