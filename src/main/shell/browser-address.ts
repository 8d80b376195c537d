/**
 * The address if it may go to the system's browser: encrypted web pages and those of the authority inside. null for
 * anything else, which might open a file or start a program.
 */
export const browserAddress = (address: string): string | null => {
  const url = URL.parse(address)
  const inside = url?.protocol === 'http:' && url.hostname === '127.0.0.1'
  return url !== null && (url.protocol === 'https:' || inside) ? url.href : null
}
