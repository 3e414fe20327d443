"""Word documents as packages: read with care, cut off from what is outside, written alike each time."""
