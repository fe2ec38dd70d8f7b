#!/bin/sh
# Chromium for the browser tests, from Debian's or Ubuntu's packages; those tests fail without it, so this need not.
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
  as_root apt-get update --quiet=2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes chromium fonts-noto-color-emoji && exit 0
fi
echo "No chromium, and no way to install it here (apt-get, as root or with sudo): the browser tests will fail." >&2
