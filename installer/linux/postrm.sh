#!/bin/sh
# udev forgets the rule for Ukeys.
set -e

if [ "$1" = remove ] && [ -S /run/udev/control ]; then
    udevadm control --reload-rules || true
fi
