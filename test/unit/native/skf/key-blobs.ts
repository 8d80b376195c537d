/** ECCPUBLICKEYBLOB of a library whose ULONG has 4 bytes. */
export const eccBlob = (point: Uint8Array): Buffer => {
  const bytes = Buffer.alloc(4 + 128)
  bytes.writeUInt32LE(256)
  bytes.set(point.subarray(1, 33), 4 + 32)
  bytes.set(point.subarray(33), 4 + 64 + 32)
  return bytes
}

/** RSAPUBLICKEYBLOB with a modulus of one byte everywhere. */
export const rsaBlob = (byte: number): Buffer => {
  const bytes = Buffer.alloc(8 + 256 + 4)
  bytes.writeUInt32LE(2048, 4)
  bytes.fill(byte, 8, 8 + 256)
  bytes.set([0, 1, 0, 1], 8 + 256)
  return bytes
}

/** 04||X||Y with one byte everywhere. */
export const pointOfBytes = (byte: number): Uint8Array => Uint8Array.of(4, ...Buffer.alloc(64, byte))
