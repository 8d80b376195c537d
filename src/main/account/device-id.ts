import { createHmac, randomBytes } from 'node:crypto'

/** The random text of this installation from which its ids are derived. */
export const newDeviceSecret = (): string => randomBytes(24).toString('base64url')

/**
 * The id by which an authority knows this device. No other machine can use a session's token without it, and with it
 * the owner is let through even if strangers have typed wrong names too often. Each authority sees a different id, so
 * none can pretend to be this device at another.
 */
export const deviceIdAt = (issuerId: string, secret: string): string =>
  createHmac('sha256', secret).update(issuerId).digest('base64url')
