"""What the intake workbook says while it is filled: what a row lacks, how far each unit is."""
