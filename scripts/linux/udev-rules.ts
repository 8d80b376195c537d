import type { Driver } from '../../src/native/drivers/driver.ts'

const hex = (value: number): string => value.toString(16).padStart(4, '0')

type Usb = Driver['usb'][number]

const matchesOf = ({ vendorId, productIds, anyProduct }: Usb): readonly string[] => {
  const vendor = `ENV{ID_VENDOR_ID}=="${hex(vendorId)}"`
  return anyProduct ? [vendor] : productIds.map((product) => `${vendor}, ENV{ID_MODEL_ID}=="${hex(product)}"`)
}

/**
 * The rules that let the person at the screen open the Ukeys of the drivers: the USB device and, if the Ukey speaks
 * HID or passes for a CD drive, that device too. Only the nearest USB device is asked for its numbers, because a hub
 * above it has some as well. The tag must be set before 73-seat-late.rules acts on it (sd-login, "uaccess").
 */
export const udevRules = (drivers: readonly Driver[]): string => {
  const rules = drivers
    .filter(({ usb }) => usb.length > 0)
    .flatMap(({ id, usb }) => [
      `# ${id}`,
      ...[...new Set(usb.flatMap(matchesOf))].map((match) => `${match}, TAG+="uaccess"`),
    ])
  return [
    'ACTION=="remove", GOTO="ukeys_end"',
    'SUBSYSTEM!="usb|hidraw|scsi_generic", GOTO="ukeys_end"',
    'SUBSYSTEM=="usb", ENV{DEVTYPE}!="usb_device", GOTO="ukeys_end"',
    'SUBSYSTEM!="usb", IMPORT{builtin}="usb_id"',
    ...rules,
    'LABEL="ukeys_end"',
    '',
  ].join('\n')
}
