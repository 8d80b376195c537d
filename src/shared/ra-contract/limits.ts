/** Sizes in bytes that both sides keep to. */
export const raLimits = {
  csr: 16 * 1024,
  certificate: 64 * 1024,
  seal: 512 * 1024,
  /** In base64 it fits into the body of an ordinary call. */
  sealPicture: 44 * 1024,
  pdf: 10 * 1024 * 1024,
  unlockSecret: 256,
  /** Largest JSON body of an ordinary call: a CSR in base64 with room to spare. */
  body: 64 * 1024,
  /** Largest JSON body of an upload: 10 MiB in base64. */
  uploadBody: 14 * 1024 * 1024,
} as const

/** How many base64 characters so many bytes take. */
export function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4
}
