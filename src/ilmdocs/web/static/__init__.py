"""Files that pages ask for; what is not ours bears its own licence beside it."""
