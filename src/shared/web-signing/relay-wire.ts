/**
 * What the extension and the assistant say to each other, through the native host, which only passes it on. Each
 * message is one JSON object behind its length in four bytes (little-endian), as browsers do it.
 */

/** The name under which browsers know the native host. */
export const nativeHost = 'cn.cert_assistant.relay'

/** Chromium derives the extension's id from this public key; its private half was never kept. */
export const extensionKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu36fAjZaFZQM83wYac1lvDHmzJuPlbT9efFuALJ00AjR07yQaR+q6BXV0IexUqJCP50Ro/zKzs6mmMJMA6S5Pvl9kLYrJ64AByoUWpARRB/G/K0sQo/jb/KpMdfP38Z/mWbcrNLuzlShZqAzfRjPNEX4ygT7aIsnAvH+oF1Un593OMzy+FJZQLJ2mysrzrTibElvkUiWQCHf1G7lFjMDL0Cm1GfHmzHhsWk44/M+XuyQlBDa2jangzo/OTOMmhQgPPNW8EXKP5aytdUMD6lntn4Zg6YDfVOX8rn2XlUJuxaITLoeKQPhRWBPnw/OorkAjP3RGHwEm3YvRjJXYbYbCwIDAQAB'
export const chromiumExtensionId = 'lpjgdkmpaohdglieopmnhmngnajpljja'
export const firefoxExtensionId = '{5b0d8f1e-7c0a-4f0c-9d6b-2f6f6a6c1e7d}'

/** A page's line has a number that the extension chooses. */
export type FromBrowser =
  | { readonly open: number; readonly origin: string }
  /** A message of wire.ts as text. */
  | { readonly to: number; readonly text: string }
  | { readonly close: number }

export type ToBrowser =
  /** The assistant is here and knows the host. */
  | { readonly ready: true }
  /** No assistant runs. */
  | { readonly asleep: true }
  /** Browsers take a megabyte from a host at most, so long texts come in pieces; `more` follows. */
  | { readonly from: number; readonly text: string; readonly more?: true }
  | { readonly closed: number }

/** A page's message that is longer is not sent on. */
export const longestRelayed = 8 * 1024 * 1024
