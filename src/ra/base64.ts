/** Node's own encoder. It is ten times as fast as our portable one, and answers are mostly base64. */
export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64')
}
