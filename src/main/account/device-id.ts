import { createHmac, randomBytes } from 'node:crypto'

/** The random text of this installation from which the rest is derived. */
export const newDeviceSecret = (): string => randomBytes(24).toString('base64url')

/**
 * What an authority knows this device by: no other machine can use a session's token without it, and the owner is
 * let through with it when strangers have typed wrong names too often. Each authority is shown a text of its own, so
 * that none can pass for this device at another one.
 */
export const deviceIdAt = (issuerId: string, secret: string): string =>
  createHmac('sha256', secret).update(issuerId).digest('base64url')
