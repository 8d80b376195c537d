#!/bin/sh
# Makes the rule for Ukeys valid.

# part: reload-rules

reload_rules
apply_rules
