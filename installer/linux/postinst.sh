#!/bin/sh
# Makes the rule for Ukeys valid, also for one that is plugged in. Without udev there is nothing to do.
set -e

if [ "$1" = configure ] && [ -S /run/udev/control ]; then
    udevadm control --reload-rules || true
    udevadm trigger --action=change --subsystem-match=usb --subsystem-match=hidraw \
        --subsystem-match=scsi_generic || true
fi
