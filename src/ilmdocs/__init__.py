"""ilmdocs: one learner workbook in, one ordered and proven ILM portfolio out."""

__version__ = "0.1.0"
