"""Formulas are written once: as Excel's own text, which is also worked out here for the stored result.

A viewer that does not calculate shows what is stored; Excel and LibreOffice work it out again.
"""

from ilmdocs.workbook.formulas.parsing import Formula, parsed
from ilmdocs.workbook.formulas.scalars import Fault, Scalar
from ilmdocs.workbook.formulas.working_out import Cells, result

__all__ = ["Cells", "Fault", "Formula", "Scalar", "parsed", "result"]
