#!/bin/sh
# Makes the rule for Ukeys valid.

# part: reload-rules

# part: clear-remains

reload_rules
apply_rules
clear_remains
