import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** A name for a new row: 128 random bits. */
export function randomId(): string {
  return randomBytes(16).toString('base64url')
}

/** A secret that a client holds: 256 random bits. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

export function randomDigits(length: number): string {
  return randomInt(10 ** length)
    .toString()
    .padStart(length, '0')
}

/** Secrets are stored and compared only as this hash. */
export function secretHash(secret: string): string {
  return hash('sha256', secret, 'base64url')
}

/** Whether two texts are the same. The time taken does not reveal where they differ. */
export function sameText(a: string, b: string): boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer')
  return timingSafeEqual(digest(a), digest(b))
}
