/**
 * Chromium does not let us add a scheme from outside, so app://assistant/x is loaded as
 * http://app.assistant.localhost/x (also a secure context), and the product sees app:// everywhere.
 */
const suffix = '.localhost'

export const toChromium = (address: string, schemes: ReadonlySet<string>): string => {
  const url = new URL(address)
  const scheme = url.protocol.slice(0, -1)
  if (!schemes.has(scheme)) return address
  return `http://${scheme}.${url.host}${suffix}${url.pathname}${url.search}${url.hash}`
}

export const fromChromium = (address: string, schemes: ReadonlySet<string>): string => {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'http:' || !url.hostname.endsWith(suffix)) return address
  const [scheme = '', ...host] = url.hostname.slice(0, -suffix.length).split('.')
  if (!schemes.has(scheme)) return address
  return `${scheme}://${host.join('.')}${url.pathname}${url.search}${url.hash}`
}
