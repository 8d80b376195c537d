#!/bin/sh
# udev forgets the rule for Ukeys.
set -e

# part: reload-rules

if [ "$1" = remove ]; then
    reload_rules
fi
