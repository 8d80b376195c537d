export type UsbDevice = {
  readonly vendorId: number
  readonly productId: number
  /** It calls itself a smart card reader or token (USB class 0Bh): worth a word even if nobody knows its maker. */
  readonly smartCard: boolean
}

/** What is plugged into this machine's USB, where that can be known. */
export type UsbWatch = {
  readonly available: () => boolean
  readonly list: () => readonly UsbDevice[]
  /** Called after every coming and going; answers with the way to stop. */
  readonly subscribe: (listener: () => void) => () => void
}

/** "096E:0303", as people and lists write it. */
export const usbIdOf = ({ vendorId, productId }: Pick<UsbDevice, 'vendorId' | 'productId'>): string =>
  [vendorId, productId].map((number) => number.toString(16).toUpperCase().padStart(4, '0')).join(':')
