"""A learner's attachment becomes a finding in plain words, or upright and clean PDF pages."""

from ilmdocs.attachments.inspect import inspect
from ilmdocs.attachments.locate import locate, read_attachment
from ilmdocs.attachments.naming import NOT_SEARCHABLE
from ilmdocs.attachments.normalise import NormalisedAttachment, normalise
from ilmdocs.attachments.problem import AttachmentUnreadable
from ilmdocs.attachments.searchable import attachment_texts

__all__ = [
    "NOT_SEARCHABLE",
    "AttachmentUnreadable",
    "NormalisedAttachment",
    "attachment_texts",
    "inspect",
    "locate",
    "normalise",
    "read_attachment",
]
