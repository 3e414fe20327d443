"""`python -m ilmdocs` is the `ilmdocs` command."""

from ilmdocs.cli import main

if __name__ == "__main__":
    main()
