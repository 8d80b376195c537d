import { hash, randomInt, timingSafeEqual } from 'node:crypto'
import { randomBytes } from '../pki/index.ts'

/** A name for a new row: 128 random bits. */
export function randomId(): string {
  return randomText(16)
}

/** A secret that a client holds: 256 random bits. */
export function randomToken(): string {
  return randomText(32)
}

function randomText(length: number): string {
  return Buffer.from(randomBytes(length)).toString('base64url')
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
