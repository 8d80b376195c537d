/** The bytes of a base64 text that was checked at the border or written by us. */
export const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'))
