"""`python -m labcoat.strip_outputs`, as the git filter calls it."""

from labcoat.strip_outputs.command import main

raise SystemExit(main())
