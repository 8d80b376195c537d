import { createHash } from 'node:crypto'

/** A label in so many bytes: a key may take shorter names than we give. A long one ends with a digest of the whole. */
export const shortLabel = (label: string, longest: number): string => {
  if (Buffer.byteLength(label) <= longest) return label
  const digest = createHash('sha256').update(label).digest('hex').slice(0, 16)
  const ascii = label.replace(/[^\x21-\x7e]/g, '')
  return `${ascii.slice(0, longest - digest.length - 1)}-${digest}`
}

/** Whether something on a token was written under this label, even if the token keeps only a short form of it. */
export const isLabel = (stored: string, label: string): boolean =>
  stored === label || (stored !== '' && stored === shortLabel(label, Buffer.byteLength(stored)))
