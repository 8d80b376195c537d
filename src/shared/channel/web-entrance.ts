// How a page of the web shell is let in. Cookies play no part: a browser sends them to every port of an address.

/** Where the web shell answers WebSockets of its own page. */
export const webChannelPath = '/channel'

/** Where a page exchanges the one-time token of its address for a session. */
export const webEntrancePath = '/enter'

/** What page and assistant both know. The secret is sent once, when the page enters, and never again. */
export type WebSession = { readonly id: string; readonly secret: string }

/** The subprotocol that the assistant accepts; the others that a page offers carry what lets it in. */
export const webProtocol = 'assistant'

type Side = 'page' | 'assistant'

/** The text each side proves its secret with. The sides differ, so that nobody answers with what it was sent. */
export const proofText = (side: Side, nonce: string): string => `${side} ${nonce}`

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const proofOf = async (secret: string, side: Side, nonce: string): Promise<string> => {
  const encoder = new TextEncoder()
  const hash = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), hash, false, ['sign'])
  const signed = await crypto.subtle.sign('HMAC', key, encoder.encode(proofText(side, nonce)))
  return base64url(new Uint8Array(signed))
}

/** What a page brings to one WebSocket, and what it must hear first there. */
export type Introduction = { readonly protocols: readonly string[]; readonly expected: string }

/**
 * Introduces a page: it shows that it knows the secret without sending it, and the first message must show the same of
 * the other side. Whoever took the port after the assistant had ended learns nothing and is told nothing.
 */
export const introduce = async ({ id, secret }: WebSession): Promise<Introduction> => {
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(24)))
  const proof = await proofOf(secret, 'page', nonce)
  return {
    protocols: [webProtocol, `session.${id}`, `nonce.${nonce}`, `proof.${proof}`],
    expected: await proofOf(secret, 'assistant', nonce),
  }
}
