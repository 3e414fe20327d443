"""The last look before anything is written: does a client's name stand anywhere in what was made?"""

from ilmdocs.leaks.pdf import page_texts, pdf_notes, pdf_places
from ilmdocs.leaks.pictures import picture_words
from ilmdocs.leaks.search import ClientInOutput, Leak, first_leak, require_no_client
from ilmdocs.leaks.word import word_places

__all__ = [
    "ClientInOutput",
    "Leak",
    "first_leak",
    "page_texts",
    "pdf_notes",
    "pdf_places",
    "picture_words",
    "require_no_client",
    "word_places",
]
