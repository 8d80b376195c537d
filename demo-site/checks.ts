import {
  buildCertificate,
  type Certificate,
  equalBytes,
  fromBase64,
  generateSm2KeyPair,
  PkiError,
  parseCertificate,
  parseSignedMessage,
  prepareSm2Signer,
  profileExtensions,
  sm2Verify,
  toBase64,
  verifyChain,
  verifySignedMessage,
} from '../src/pki/index.ts'
import {
  createMemoryReplayStore,
  newNonce,
  revocationByLists,
  type Verdict,
  verifySigned,
  verifySignIn,
} from '../src/site-sdk/server/index.ts'
import type { Authority } from './authority.ts'

/** What the site tells a page about an answer. */
export type Judgement =
  | { readonly ok: true; readonly holder: string; readonly time: string | null }
  | { readonly ok: false; readonly because: string }

/** The site's own key, with which pages written for other clients check that they speak with the right server. */
const createOwnKey = () => {
  const keys = generateSm2KeyPair()
  const signer = prepareSm2Signer(keys.privateKey)
  const name = [['CN', '演示网站']] as const
  const certificate = buildCertificate(
    {
      ...{ serial: Uint8Array.of(1), issuer: name, subject: name, publicKey: keys.publicKey },
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 86_400_000),
      extensions: profileExtensions('signing', {
        publicKey: keys.publicKey,
        issuerPublicKey: keys.publicKey,
      }),
    },
    signer.sign,
  )
  const sign = (text: string): string => toBase64(signer.sign(new TextEncoder().encode(text)))
  return { certificate: toBase64(certificate), sign }
}

const judgement = (verdict: Verdict): Judgement =>
  verdict.ok
    ? { ok: true, holder: verdict.certificate.subject.text, time: verdict.statement.time }
    : { ok: false, because: verdict.because }

/** DER as most clients give it, or the bare numbers r and s. */
const verifiesBare = (point: Uint8Array, text: string, signature: Uint8Array): boolean =>
  sm2Verify(point, new TextEncoder().encode(text), signature, {
    form: signature.length === 64 ? 'raw' : 'der',
  })

export const createChecks = (authority: Authority, origins: () => readonly string[]) => {
  const own = createOwnKey()
  const replay = createMemoryReplayStore()
  const usual = (nonce: string) => ({
    ...{ origin: origins(), nonce, replay, trusted: authority.trusted },
    revocation: revocationByLists(authority.lists),
  })

  /** What malformed input means here: no. */
  const carefully = (judge: () => Judgement): Judgement => {
    try {
      return judge()
    } catch (error) {
      if (error instanceof PkiError) return { ok: false, because: 'malformed' }
      throw error
    }
  }

  /** A right signature over a bare random text, as pages for other clients have it: anybody could have asked for it. */
  const trustedOnce = (nonce: string, certificate: Certificate, chain: readonly Certificate[]): Judgement => {
    const trusted = authority.trusted.map((one) => parseCertificate(one))
    const { ok } = verifyChain(certificate, { trusted, intermediates: chain, purpose: 'signing' })
    if (!ok) return { ok: false, because: 'chain' }
    if (!replay.claim(nonce, new Date(Date.now() + 300_000))) return { ok: false, because: 'replay' }
    return { ok: true, holder: certificate.subject.text, time: null }
  }

  const bare = (nonce: string, certificate: string, signature: string): Judgement =>
    carefully(() => {
      const read = parseCertificate(certificate)
      const right =
        read.publicKey.type === 'sm2' && verifiesBare(read.publicKey.point, nonce, fromBase64(signature))
      return right ? trustedOnce(nonce, read, []) : { ok: false, because: 'signature' }
    })

  const message = (nonce: string, given: string): Judgement =>
    carefully(() => {
      const read = parseSignedMessage(given)
      const content = new TextEncoder().encode(nonce)
      const [verdict] = verifySignedMessage(read, { content: { content } })
      const same = read.content === null || equalBytes(read.content, content)
      if (!same || verdict?.certificate == null || verdict.problem !== null)
        return { ok: false, because: 'signature' }
      return trustedOnce(nonce, verdict.certificate, read.certificates)
    })

  return {
    newNonce,
    server: (nonce: string) => ({ certificate: own.certificate, signature: own.sign(nonce) }),
    signIn: async (nonce: string, signed: unknown) => judgement(await verifySignIn(signed, usual(nonce))),
    signed: async (nonce: string, signed: unknown, content: Uint8Array) =>
      judgement(await verifySigned(signed, content, usual(nonce))),
    bare,
    message,
  }
}
