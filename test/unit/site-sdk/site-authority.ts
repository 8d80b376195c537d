import * as pki from '../../../src/pki/index.ts'
import { statementText } from '../../../src/shared/web-signing/statement.ts'
import type { PageContent, Signed } from '../../../src/shared/web-signing/wire.ts'
import { freshParty, freshRoot, type Party } from '../pki/authority.ts'

export const origin = 'https://www.example.cn'
export const nonce = '9wVnGkPrvJbeTbyxMXv0fA=='

/** An authority of two levels with a holder, and what that holder's assistant would answer. */
export const siteAuthority = () => {
  const root = freshRoot()
  const issuing = freshParty(root, { profile: 'issuing-ca', name: '签发' })
  const holder = freshParty(issuing, { profile: 'signing', name: '张三' })
  return { root, issuing, holder }
}

export type Wish = {
  readonly origin?: string
  readonly nonce?: string
  readonly time?: string
  readonly content?: string
}

export const statementOf = ({ time = new Date().toISOString(), content, ...wish }: Wish): string => {
  const bytes = new TextEncoder().encode(content)
  return statementText({
    ...{ origin, nonce, ...wish, time },
    about:
      content === undefined
        ? { purpose: 'sign-in' }
        : { purpose: 'sign', sm3: pki.toHex(pki.sm3(bytes)).toUpperCase(), length: bytes.length },
  })
}

export const signedBy = (holder: Party, chain: readonly Party[], wish: Wish = {}): Signed => {
  const statement = statementOf(wish)
  return {
    ...{ form: 'plain', statement, algorithm: 'sm2-sm3' },
    signature: pki.toBase64(holder.sign(new TextEncoder().encode(statement))),
    certificate: pki.toBase64(holder.certificate.raw),
    chain: chain.map(({ certificate }) => pki.toBase64(certificate.raw)),
  }
}

export const cmsBy = (holder: Party, chain: readonly Party[], wish: Wish = {}) => {
  const content = new TextEncoder().encode(statementOf(wish))
  const { digest, finish } = pki.signedMessageToSign({
    ...{ content: { content }, certificate: holder.certificate, detached: false, signingTime: new Date() },
    chain: chain.map(({ certificate }) => certificate),
  })
  return {
    form: 'cms',
    cms: pki.toBase64(finish(pki.sm2SignDigest(holder.keys.privateKey, digest))),
  } as const
}

export const listBy = (
  issuer: Party,
  revoked: readonly Party[],
  thisUpdate = new Date(Date.now() - 60_000),
): Uint8Array =>
  pki.buildCrl(
    {
      issuer: issuer.certificate.subject.raw,
      thisUpdate,
      nextUpdate: new Date(Date.now() + 86_400_000),
      number: 1,
      revoked: revoked.map(({ certificate: { serial } }) => ({
        ...{ serial, revokedAt: new Date(Date.now() - 30_000), reason: 'keyCompromise' },
      })),
      authorityKeyId: pki.keyIdentifier(issuer.keys.publicKey),
    },
    issuer.sign,
  )

export type { PageContent }
