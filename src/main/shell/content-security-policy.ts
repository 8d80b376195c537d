/**
 * The policy of every page of ours, in both shells: only our own files, no inline script, and Ant Design's styles only
 * with the nonce of this answer.
 */
export const contentSecurityPolicy = (nonce: string, channel: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self' ${channel}`.trimEnd(),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')

/**
 * The policy of everything else. A worker lives under the policy of its own script and not of the page, so without
 * this one the worker that reads PDF files could reach the network.
 */
export const scriptPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'"

/** Headers that every answer carries. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=(self)',
}
