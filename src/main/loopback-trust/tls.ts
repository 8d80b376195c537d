/** What a carrier needs to answer over TLS on the loopback address. */
export type LoopbackTls = {
  /** The server's certificate with the one above it, and its key, as PEM; null until the person wants it. */
  tlsFor(): { readonly cert: string; readonly key: string } | null
  /** Calls back when that has changed: made, renewed or removed. */
  onTlsChange(listener: () => void): void
}
