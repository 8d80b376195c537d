/**
 * What a web page and the assistant say to each other on the assistant's own port, over WebSocket or HTTP, and what the
 * extension relays. Every message is one JSON object. Bytes are standard base64. The page names no origin: the carrier
 * proves it. This file has no dependency, because pages load what is built from it.
 */

/** The port, and the two where the assistant listens if another program has taken it. TLS is on the number after each. */
export const ownPorts = [28461, 28471, 28481] as const
/** WebSocket and POST; a plain GET says only that an assistant is here. */
export const ownPath = '/v1'
export const wireVersion = 1

/** The answer to a plain GET, which anyone may ask. */
export type Presence = { readonly assistant: 'cert-assistant'; readonly wire: typeof wireVersion }

/** What is signed, or to be shown before signing. Of a file only the digest comes, so that it need not travel. */
export type PageContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'data'; readonly data: string; readonly name?: string }
  | { readonly kind: 'digest'; readonly sm3: string; readonly length: number; readonly name: string }

type Chosen = {
  /** The id of a certificate from `certificates`; without it the person chooses. */
  readonly certificate?: string
}

export type PageRequest =
  | { readonly ask: 'certificates'; readonly use?: 'sign' | 'encrypt' }
  | ({ readonly ask: 'sign-in'; readonly nonce: string } & Chosen)
  | ({
      readonly ask: 'sign'
      readonly nonce: string
      readonly content: PageContent
      /** `cms` is a SignedData (GM/T 0010, RFC 5652) whose content is the statement. */
      readonly form?: 'plain' | 'cms'
    } & Chosen)
  | { readonly ask: 'verify'; readonly signed: Signed | { readonly form: 'cms'; readonly cms: string } }
  | { readonly ask: 'encrypt'; readonly recipients: readonly string[]; readonly content: string }
  | ({ readonly ask: 'decrypt'; readonly envelope: string } & Chosen)
  /** From now on this connection hears of certificates that came or went. Over WebSocket and the extension only. */
  | { readonly ask: 'watch' }
  /** Ends the scopes that the person opened for this connection. */
  | { readonly ask: 'leave' }
  /** Withdraws the request with this id, and its question with it. */
  | { readonly ask: 'cancel'; readonly request: RequestId }

/** Chosen by the page; the answer repeats it. */
export type RequestId = number | string

export type PageMessage = { readonly id: RequestId } & PageRequest

export type PageCertificate = {
  /** Another site gets another id for the same certificate. */
  readonly id: string
  readonly certificate: string
  readonly holder: string
  readonly notAfter: string
  readonly uses: readonly ('sign' | 'encrypt')[]
}

/** A signature over a statement (statement.ts), and what one needs to check it. */
export type Signed = {
  readonly form: 'plain'
  readonly statement: string
  readonly signature: string
  readonly algorithm: 'sm2-sm3' | 'rsa-sha256'
  readonly certificate: string
  /** The certificates above it, as far as the assistant knows them. */
  readonly chain: readonly string[]
}

export type Answers = {
  readonly certificates: { readonly certificates: readonly PageCertificate[] }
  readonly 'sign-in': Signed
  readonly sign: Signed | { readonly form: 'cms'; readonly cms: string }
  readonly verify:
    | { readonly verdict: 'valid'; readonly holder: string; readonly origin: string; readonly time: string }
    | { readonly verdict: 'invalid'; readonly because: InvalidBecause }
  readonly encrypt: { readonly envelope: string }
  readonly decrypt: { readonly content: string }
  readonly watch: Record<string, never>
  readonly leave: Record<string, never>
  readonly cancel: Record<string, never>
}

export type InvalidBecause = 'malformed' | 'signature' | 'chain' | 'expired' | 'revoked' | 'usage'

/** Why the page gets no answer. Before a site is approved it hears nothing that depends on certificates or tokens. */
export type RefusalCode =
  /** 代理服务 or this carrier is switched off. */
  | 'off'
  | 'malformed'
  | 'too-large'
  | 'unsupported'
  /** The site is not approved: the person said no, or the address cannot be approved. */
  | 'not-approved'
  /** The person said no to this one request. */
  | 'refused'
  /** Nobody answered in time, or the page withdrew it. */
  | 'cancelled'
  /** Too many requests or refusals; ask again after the time told. */
  | 'wait'
  | 'no-certificate'
  | 'token-gone'
  | 'pin-locked'
  | 'busy'
  | 'not-for-this-key'
  | 'failed'

export type Refusal = { readonly code: RefusalCode; readonly retryAfterSeconds?: number }

export type PageAnswer =
  | { readonly id: RequestId | null; readonly answer: Answers[keyof Answers] }
  | { readonly id: RequestId | null; readonly refusal: Refusal }

export type PageEvent =
  | { readonly event: 'certificates-changed' }
  /** The person has withdrawn the site's approval, or switched the carrier off. */
  | { readonly event: 'dismissed' }
