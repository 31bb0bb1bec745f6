#!/bin/sh
# The browser tests need a Chromium. Installs Debian's where that is possible; never fails: the tests say what is missing.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if [ -n "$SOCIAL_VALUE_TEST_BROWSER" ]; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "No Chromium found: install it, or set SOCIAL_VALUE_TEST_BROWSER to its path; the browser tests will fail without it." >&2
exit 0
