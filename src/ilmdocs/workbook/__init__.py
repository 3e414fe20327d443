"""The learner's workbook: its schema, making it, reading it. The only place that uses openpyxl."""
