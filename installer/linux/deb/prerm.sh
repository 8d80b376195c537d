#!/bin/sh
set -e

# part: end-product

case "$1" in
    remove | upgrade | deconfigure) end_product ;;
esac
