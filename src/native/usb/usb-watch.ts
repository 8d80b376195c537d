export type UsbDevice = {
  readonly vendorId: number
  readonly productId: number
  /**
   * It calls itself a smart-card reader or token (USB class 0Bh), so it is worth a report even if its maker is
   * unknown.
   */
  readonly smartCard: boolean
}

/** What is plugged into this machine's USB, if that can be known. */
export type UsbWatch = {
  readonly available: () => boolean
  readonly list: () => readonly UsbDevice[]
  /** The listener is called whenever a device comes or goes; the result stops the watch. */
  readonly subscribe: (listener: () => void) => () => void
}

/** "096E:0303", the form in which people and lists write it. */
export const usbIdOf = ({ vendorId, productId }: Pick<UsbDevice, 'vendorId' | 'productId'>): string =>
  [vendorId, productId].map((number) => number.toString(16).toUpperCase().padStart(4, '0')).join(':')
