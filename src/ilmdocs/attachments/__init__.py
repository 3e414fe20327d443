"""A learner's attachment becomes a finding in plain words, or upright and clean PDF pages."""

from ilmdocs.attachments.inspect import inspect
from ilmdocs.attachments.locate import locate
from ilmdocs.attachments.normalise import NormalisedAttachment, normalise
from ilmdocs.attachments.searchable import attachment_texts

__all__ = ["NormalisedAttachment", "attachment_texts", "inspect", "locate", "normalise"]
