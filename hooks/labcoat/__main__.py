"""`python -m labcoat`."""

from labcoat.cli import main

raise SystemExit(main())
