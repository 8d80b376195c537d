/**
 * Only web pages may be opened: the system opens what it is given, and an authority must not be able to start a
 * program.
 */
export const isWebPage = (address: string): boolean => {
  const url = URL.parse(address)
  const inside = url?.protocol === 'http:' && url.hostname === '127.0.0.1'
  return url?.protocol === 'https:' || inside
}
