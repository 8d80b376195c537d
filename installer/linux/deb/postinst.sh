#!/bin/sh
# Makes the rule for Ukeys valid.
set -e

# part: reload-rules

if [ "$1" = configure ]; then
    reload_rules
    apply_rules
fi
