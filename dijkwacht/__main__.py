"""`python -m dijkwacht` is the command `dijkwacht`."""

import sys

from dijkwacht.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
