"""``python -m qa_translate``."""

import sys

from qa_translate.cli import main

sys.exit(main())
