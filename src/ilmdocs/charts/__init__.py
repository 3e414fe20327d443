"""Charts of a learner's unit: from the records to plain numbers, from those to drawings and their words.

Pure, and shared by the plan (is there anything to draw?), the forms (the appendix) and the report.
"""

from ilmdocs.charts.figures import Figure, figures
from ilmdocs.charts.gather import charts_of

__all__ = ["Figure", "charts_of", "figures"]
