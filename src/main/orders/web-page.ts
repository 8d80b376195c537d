/** The system opens what it is given: nothing an authority says may start a program. */
export const isWebPage = (address: string): boolean => {
  const url = URL.parse(address)
  const inside = url?.protocol === 'http:' && url.hostname === '127.0.0.1'
  return url?.protocol === 'https:' || inside
}
