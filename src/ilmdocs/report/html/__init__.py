"""Results as pages for a browser: the cohort board and one learner's report, each one file by itself."""

from ilmdocs.report.html.board import board_html
from ilmdocs.report.html.learner import learner_report_html

__all__ = ["board_html", "learner_report_html"]
