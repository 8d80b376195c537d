#!/bin/sh
# rpm counts the versions that will be installed. In an update only this script runs before any file is changed.

# part: end-product

if [ "$1" -gt 1 ]; then
    end_product
fi
