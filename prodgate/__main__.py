"""``python -m prodgate``."""

from prodgate.cli import main

if __name__ == "__main__":
    main()
