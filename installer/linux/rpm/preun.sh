#!/bin/sh
# In an update the older version's script runs when the newer one is already there: nothing is left to end.

# part: end-product

# part: clear-remains

if [ "$1" -eq 0 ]; then
    end_product
    clear_remains
fi
