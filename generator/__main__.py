"""`python -m generator`: the same as the command `briefings`."""

import sys

from .cli import main

sys.exit(main())
