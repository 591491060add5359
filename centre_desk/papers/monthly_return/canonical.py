"""The bytes of a sealed return: canonical JSON, and back.

Facts: keys sorted, no spaces, UTF-8, dates as YYYY-MM-DD, enums by value, rows in the order of the sheet. The same
facts give the same bytes on every machine; a changed byte gives another SHA-256. A field marked
`UNLESS_SAID` is left out where it says nothing, so that what was sealed before it came stays as it is.
"""

import json
import types
from dataclasses import Field, fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any, TypeVar, Union, cast, get_args, get_origin

from centre_desk.papers.monthly_return.facts import FORMAT, ReturnSheet

T = TypeVar("T")


def canonical_bytes(sheet: ReturnSheet) -> bytes:
    """Write a return as canonical JSON."""
    return json.dumps(_plain(sheet), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def canonical_hash(canonical: bytes) -> str:
    """Return the SHA-256 of canonical data, in hexadecimal."""
    return sha256(canonical).hexdigest()


def read_canonical(canonical: bytes) -> ReturnSheet:
    """Read a return back; ValueError when the bytes are not what `canonical_bytes` writes, or of a newer format."""
    try:
        data = json.loads(canonical)
        if data.get("format") != FORMAT:
            raise ValueError("format")
        sheet = _built(ReturnSheet, data)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as wrong:
        raise ValueError("canonical data") from wrong
    if canonical_bytes(sheet) != canonical:
        raise ValueError("canonical data")
    return sheet


def _plain(value: Any) -> Any:
    """Turn dataclasses, dates and enums into what JSON knows."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if _is_said(value, field)}
    return value


def _is_said(value: Any, field: Field[Any]) -> bool:
    return not field.metadata.get("unless_said") or getattr(value, field.name) != field.default


def _built(kind: type[T], data: dict[str, Any]) -> T:
    """Build a dataclass from its plain form, by the types of its fields; unknown and missing keys are refused."""
    known = fields(cast(Any, kind))
    hints = {field.name: field.type for field in known}
    needed = {field.name for field in known if not field.metadata.get("unless_said")}
    if not needed <= set(data) <= set(hints):
        raise KeyError(kind.__name__)
    return kind(**{name: _value(hint, data[name]) for name, hint in hints.items() if name in data})


def _value(hint: Any, value: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        (hint,) = (argument for argument in arguments if argument is not type(None))
        return _value(hint, value)
    if origin is tuple:
        return tuple(_value(arguments[0], item) for item in value)
    if is_dataclass(hint) and isinstance(hint, type):
        return _built(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if type(value) is not hint:
        raise TypeError(str(hint))
    return value
