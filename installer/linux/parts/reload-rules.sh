# Without udev there is nothing to do.
reload_rules() {
    [ -S /run/udev/control ] || return 0
    udevadm control --reload-rules || true
}

# A Ukey that is plugged in gets the rule, too.
apply_rules() {
    [ -S /run/udev/control ] || return 0
    udevadm trigger --action=change --subsystem-match=usb --subsystem-match=hidraw \
        --subsystem-match=scsi_generic || true
}
