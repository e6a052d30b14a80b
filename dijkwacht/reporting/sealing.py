"""How the parts of a report lie under its content key: each bound to its own row, so that none can change places."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from dijkwacht.lib.envelopes import STEP, decrypt, encrypt
from dijkwacht.lib.files import CleanFile


@dataclass(frozen=True, slots=True)
class Label:
    """What a file is called, and how large it really is."""

    name: str
    media_type: str
    size: int


def close_json(data: Any, *, key: bytes, context: str) -> bytes:
    """This will close anything that JSON can hold, padded to whole steps."""
    return encrypt(json.dumps(data, ensure_ascii=False).encode(), key=key, context=context)


def open_json(sealed: bytes | memoryview, *, key: bytes, context: str) -> Any:
    """:raises CannotOpen: if the key does not fit"""
    return json.loads(decrypt(bytes(sealed), key=key, context=context))


def close_label(file: CleanFile, *, key: bytes, file_id: UUID) -> bytes:
    return close_json([file.name, file.media_type, len(file.content)], key=key, context=f"label:{file_id}")


def open_label(sealed: bytes | memoryview, *, key: bytes, file_id: UUID) -> Label:
    """:raises CannotOpen: if the key does not fit"""
    return Label(*open_json(sealed, key=key, context=f"label:{file_id}"))


def close_file(content: bytes, *, key: bytes, file_id: UUID) -> bytes:
    return encrypt(content, key=key, context=f"file:{file_id}")


def open_file(sealed: bytes | memoryview, *, key: bytes, file_id: UUID) -> bytes:
    """:raises CannotOpen: if the key does not fit"""
    return decrypt(bytes(sealed), key=key, context=f"file:{file_id}")


def steps(content: bytes) -> int:
    """This will return how large something is in steps of 4 KiB: all that a row may tell about it."""
    return -(-len(content) // STEP)


def of_report(report_id: UUID) -> str:
    return f"report:{report_id}"


def of_identity(report_id: UUID) -> str:
    return f"identity:{report_id}"


def of_message(message_id: UUID) -> str:
    return f"message:{message_id}"
