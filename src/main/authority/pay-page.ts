/**
 * Whether a payment page may be opened or drawn as a code to scan. Only pages over https at the hosts that the issuer's
 * file names: an authority, or whoever speaks in its place, must not send people who are about to pay anywhere else.
 * The demonstration's authority has its page on this computer.
 */
export const isPayPage = (
  address: string,
  issuer: { readonly address: string | null; readonly payHosts?: readonly string[] },
): boolean => {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return (issuer.payHosts ?? []).includes(url.hostname)
  return url.protocol === 'http:' && url.hostname === '127.0.0.1' && isHere(issuer.address)
}

const isHere = (address: string | null): boolean =>
  address === 'embedded' || (address !== null && URL.parse(address)?.hostname === '127.0.0.1')
