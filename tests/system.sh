#!/usr/bin/env bash
# Installs the Debian packages that the tests use, where they are missing and this may be done.
set -euo pipefail

missing=()
need() { # package, file that shows it is there
  [ -e "$2" ] || missing+=("$1")
}
need chromium "${CHROMIUM:-/usr/bin/chromium}"
need fonts-dejavu-core /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
need tesseract-ocr /usr/bin/tesseract
need tesseract-ocr-dan "$(echo /usr/share/tesseract-ocr/*/tessdata/dan.traineddata)"
need fonts-dejavu-extra /usr/share/fonts/truetype/dejavu/DejaVuSans-Oblique.ttf

[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Not on Debian: please install by hand what corresponds to: ${missing[*]}" >&2
  exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
  else
    echo "Without the right to install packages. Please run: sudo apt-get install ${missing[*]}" >&2
    exit 0
  fi
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
