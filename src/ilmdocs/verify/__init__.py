"""A finished portfolio becomes proofs: is it still, page by page, what was made?

Read with pypdf and pdfium, never with the library that wrote it (docs/verify.md).
"""

from ilmdocs.verify.expected import Expected
from ilmdocs.verify.opened import portfolio_manifest
from ilmdocs.verify.portfolio import PROOFS, verify_portfolio

__all__ = ["PROOFS", "Expected", "portfolio_manifest", "verify_portfolio"]
