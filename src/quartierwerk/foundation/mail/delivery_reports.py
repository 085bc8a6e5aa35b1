"""Reads delivery reports out of e-mails, however messy they are.

Source: RFC 3464 (``message/delivery-status``: one block of fields for the message, one for each recipient) and
RFC 6522 (``multipart/report``, the letter or its head returned at the end). Whatever is not such a report gives none.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message

from quartierwerk.foundation.mail.core.addresses import normalised
from quartierwerk.foundation.mail.core.bounces import Report
from quartierwerk.foundation.mail.core.refusals import BadAddressError

LARGEST = 10 * 1024 * 1024
LONGEST = 500
MOST_REPORTS = 500
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,250})>")


def reports_in(content: bytes) -> tuple[Report, ...]:
    """Return what an e-mail reports about the addresses of one letter; nothing where it is no report or too large."""
    if len(content) > LARGEST:
        return ()
    try:
        message = message_from_bytes(content)
        parts = list(message.walk())
        returned = next(filter(None, map(_returned_id, parts)), "")
        found = [report for part in parts for report in _reports(part, returned)]
    except RecursionError:  # parts in parts in parts: nobody's mail server writes that
        return ()
    return tuple(found[:MOST_REPORTS])


def _reports(part: Message, returned: str) -> Iterator[Report]:
    if part.get_content_type() != "message/delivery-status":
        return
    for block in _blocks(part):
        recipient = _recipient(block)
        if recipient:
            yield Report(recipient, _field(block, "Action"), _field(block, "Status"), _field(block, "Diagnostic-Code"), returned)


def _blocks(part: Message) -> list[Message]:
    """Return the messages a part holds; none where it holds text."""
    payload = _payload(part)
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _payload(part: Message) -> object:
    """Return what a part holds; nothing where the standard library stumbles over its charset or encoding."""
    try:
        return part.get_payload()
    except (LookupError, ValueError, TypeError):
        return ""


def _recipient(block: Message) -> str:
    """Return whom the letter was for: as we wrote it, where the report still knows that."""
    for name in ("Original-Recipient", "Final-Recipient"):
        kind, _semicolon, address = _field(block, name).partition(";")
        if kind.strip().lower() in {"rfc822", "utf-8"}:
            try:
                return normalised(address.strip().strip("<>"))
            except BadAddressError:
                continue
    return ""


def _field(block: Message, name: str) -> str:
    text = str(block.get(name, ""))
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:LONGEST]


def _returned_id(part: Message) -> str:
    """Return the Message-ID of the letter that a part gives back, whole or only its head."""
    kind, payload = part.get_content_type(), _payload(part)
    if kind == "message/rfc822" and (blocks := _blocks(part)):
        return _id_in(str(blocks[0].get("Message-ID", "")))
    if kind == "text/rfc822-headers" and isinstance(payload, str):
        return _id_in(str(message_from_bytes(payload.encode(errors="replace")).get("Message-ID", "")))
    return ""


def _id_in(text: str) -> str:
    found = _MESSAGE_ID.search(text)
    return f"<{found[1]}>" if found else ""
