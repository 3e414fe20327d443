"""Fictional learners: data files become rows for a workbook, and files to attach."""

from ilmdocs.samples.demo import DemoLearner, demo_learners
from ilmdocs.samples.for_units import rows_for
from ilmdocs.samples.load import SAMPLES, Sample, load_sample, sample_rows

__all__ = ["SAMPLES", "DemoLearner", "Sample", "demo_learners", "load_sample", "rows_for", "sample_rows"]
