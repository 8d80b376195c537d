/** Node's own encoder: ten times as fast as the portable one of the core, and answers are mostly this. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}
