#!/bin/sh
# udev forgets the rule for Ukeys, unless a newer version has brought it again.

# part: reload-rules

if [ "$1" -eq 0 ]; then
    reload_rules
fi
