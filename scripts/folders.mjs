/**
 * The order inside the rooms that have folders of businesses: a folder may import from those that stand before it in
 * its room's list, never from one behind it. An entry is a folder or a single file; the longest that fits counts.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const folderOrder = {
  main: [],
  native: [
    'pin.ts',
    'object-id.ts',
    'certificate-reading.ts',
    'scope-lock.ts',
    'pin-rules.ts',
    'token.ts',
    'pairs.ts',
    'usb',
    'soft',
    'drivers',
    'abi.ts',
    'abis.ts',
    'virtual-ukey',
    'pkcs11',
    'openers.ts',
    'host',
    'keyring',
    'index.ts',
  ],
  ra: [],
}
