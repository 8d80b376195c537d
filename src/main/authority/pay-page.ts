/** As much as the code for a phone can hold. */
const longest = 2048

type PayIssuer = { readonly address: string | null; readonly payHosts?: readonly string[] }

const isOf = ({ protocol, hostname, username, password }: URL, issuer: PayIssuer): boolean => {
  if (username !== '' || password !== '') return false
  if (protocol === 'https:') return (issuer.payHosts ?? []).includes(hostname)
  return protocol === 'http:' && hostname === '127.0.0.1' && isHere(issuer.address)
}

/**
 * The address of a payment page if it may be opened, shown and drawn as a code to scan, as a browser writes it: without
 * hidden characters. Only pages over https at the hosts that the issuer's file names: an authority, or whoever speaks in
 * its place, must not send people who are about to pay anywhere else. The demonstration's authority has its page on this
 * computer.
 */
export const payPageOf = (address: string, issuer: PayIssuer): string | null => {
  const url = URL.parse(address)
  return url !== null && url.href.length <= longest && isOf(url, issuer) ? url.href : null
}

const isHere = (address: string | null): boolean =>
  address === 'embedded' || (address !== null && URL.parse(address)?.hostname === '127.0.0.1')
