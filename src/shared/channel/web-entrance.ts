// How a page of the web shell is let in. It uses no cookies, because a browser sends them to every port of an address.

/** The path at which the web shell accepts WebSockets from its own page. */
export const webChannelPath = '/channel'

/** The path at which a page exchanges the one-time token in its address for a session. */
export const webEntrancePath = '/enter'

/** What page and assistant both know. The secret is sent only once, when the page enters. */
export type WebSession = { readonly id: string; readonly secret: string }

/** The subprotocol that the assistant accepts. The other subprotocols that a page offers carry its proof. */
export const webProtocol = 'assistant'

type Side = 'page' | 'assistant'

/**
 * The text with which each side proves that it knows the secret. The two sides use different texts, so neither can send
 * back what it received.
 */
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

/** What a page offers on a WebSocket, and the message that it must receive first. */
export type Introduction = { readonly protocols: readonly string[]; readonly expected: string }

/**
 * Introduces a page: it proves that it knows the secret without sending it, and the first message from the other side
 * must prove the same. So a program that took the port after the assistant ended learns nothing and gets no messages.
 */
export const introduce = async ({ id, secret }: WebSession): Promise<Introduction> => {
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(24)))
  const proof = await proofOf(secret, 'page', nonce)
  return {
    protocols: [webProtocol, `session.${id}`, `nonce.${nonce}`, `proof.${proof}`],
    expected: await proofOf(secret, 'assistant', nonce),
  }
}
