"""What every Python process of the tests is given."""
