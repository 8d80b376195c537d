// npm run site-vectors: writes docs/site-vectors.json, by which a site written in any language can test its check of
// a sign-in. Keys are fresh each time and are not kept, so nobody can sign under these certificates.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as pki from '../../src/pki/index.ts'
import { statementText } from '../../src/shared/web-signing/statement.ts'
import type { Signed } from '../../src/shared/web-signing/wire.ts'
import type { VerifyRefusal } from '../../src/site-sdk/server/index.ts'
import { freshParty, freshRoot, type IssueOptions, type Party } from '../unit/pki/authority.ts'

const origin = 'https://www.example.cn'
const nonce = '9wVnGkPrvJbeTbyxMXv0fA=='
const now = '2026-11-27T03:05:00.000Z'
const time = '2026-11-27T03:04:05.678Z'
const text = '同意转让商标 12345678。'

const validity = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2036-01-01T00:00:00Z') }
const named = (profile: IssueOptions['profile'], name: string, rest: Partial<IssueOptions> = {}) => ({
  ...{ profile, name, ...validity },
  ...rest,
})

const root = freshRoot(named('root', '示例根'))
const issuing = freshParty(root, named('issuing-ca', '示例签发'))
const holder = freshParty(issuing, named('signing', '张三'))
const revoked = freshParty(issuing, named('signing', '李四'))
const over = freshParty(issuing, named('signing', '王五', { to: new Date('2026-11-26T16:00:00Z') }))
const sealing = freshParty(issuing, named('encryption', '张三'))
const stranger = freshParty(freshRoot(named('root', '示例根')), named('signing', '张三'))
const minor = freshParty(holder, named('signing', '赵六'))

type Wish = {
  readonly by?: Party
  readonly chain?: readonly Party[]
  readonly origin?: string
  readonly nonce?: string
  readonly time?: string
  readonly content?: string
}

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)

const statementOf = (wish: Wish): string => {
  const { content } = wish
  return statementText({
    ...{ origin: wish.origin ?? origin, nonce: wish.nonce ?? nonce, time: wish.time ?? time },
    about:
      content === undefined
        ? { purpose: 'sign-in' }
        : {
            ...{ purpose: 'sign', sm3: pki.toHex(pki.sm3(bytes(content))).toUpperCase() },
            length: bytes(content).length,
          },
  })
}

const signed = (wish: Wish = {}, statement = statementOf(wish)): Signed => {
  const { by = holder, chain = [issuing] } = wish
  return {
    ...{ form: 'plain', statement, algorithm: 'sm2-sm3' },
    signature: pki.toBase64(by.sign(bytes(statement))),
    certificate: pki.toBase64(by.certificate.raw),
    chain: chain.map(({ certificate }) => pki.toBase64(certificate.raw)),
  }
}

const cms = (wish: Wish = {}) => {
  const { digest, finish } = pki.signedMessageToSign({
    ...{ content: { content: bytes(statementOf(wish)) }, certificate: holder.certificate },
    ...{ chain: [issuing.certificate], detached: false, signingTime: new Date(time) },
  })
  const signature = pki.sm2SignDigest(holder.keys.privateKey, digest)
  return { form: 'cms', cms: pki.toBase64(finish(signature)) } as const
}

type Case = {
  readonly name: string
  readonly signed: unknown
  readonly content?: string
  readonly verdict: 'ok' | VerifyRefusal
}

const cases: readonly Case[] = [
  { name: 'a sign-in', signed: signed(), verdict: 'ok' },
  { name: 'a sign-in as CMS', signed: cms(), verdict: 'ok' },
  { name: 'a signed text', signed: signed({ content: text }), content: text, verdict: 'ok' },
  { name: 'a signed text as CMS', signed: cms({ content: text }), content: text, verdict: 'ok' },
  { name: 'another text', signed: signed({ content: '同意。' }), content: text, verdict: 'content' },
  { name: 'a sign-in for a signed text', signed: signed(), content: text, verdict: 'purpose' },
  { name: 'a signed text for a sign-in', signed: signed({ content: text }), verdict: 'purpose' },
  { name: 'for another site', signed: signed({ origin: 'https://www.example.com' }), verdict: 'origin' },
  { name: 'for another port', signed: signed({ origin: `${origin}:8443` }), verdict: 'origin' },
  { name: 'another nonce', signed: signed({ nonce: 'AAAAAAAAAAAAAAAAAAAAAA==' }), verdict: 'nonce' },
  { name: 'too old', signed: signed({ time: '2026-11-27T02:59:59.999Z' }), verdict: 'time' },
  {
    name: 'from a clock that is ahead',
    signed: signed({ time: '2026-11-27T03:06:00.001Z' }),
    verdict: 'time',
  },
  {
    name: 'changed after signing',
    signed: { ...signed({ nonce: 'AAAAAAAAAAAAAAAAAAAAAA==' }), statement: statementOf({}) },
    verdict: 'signature',
  },
  {
    name: 'the certificate of another person',
    signed: { ...signed(), certificate: pki.toBase64(revoked.certificate.raw) },
    verdict: 'signature',
  },
  {
    name: 'a statement with one more line feed',
    signed: signed({}, `${statementOf({})}\n`),
    verdict: 'malformed',
  },
  {
    name: 'a statement with carriage returns',
    signed: signed({}, statementOf({}).replaceAll('\n', '\r\n')),
    verdict: 'malformed',
  },
  { name: 'a bare signature of the nonce', signed: signed({}, nonce), verdict: 'malformed' },
  { name: 'an authority of the same name', signed: signed({ by: stranger, chain: [] }), verdict: 'chain' },
  {
    name: 'a holder who acts as an authority',
    signed: signed({ by: minor, chain: [holder, issuing] }),
    verdict: 'chain',
  },
  { name: 'a certificate that is over', signed: signed({ by: over }), verdict: 'expired' },
  { name: 'an encryption certificate', signed: signed({ by: sealing }), verdict: 'usage' },
  { name: 'a revoked certificate', signed: signed({ by: revoked }), verdict: 'revoked' },
]

const list = (issuer: Party, number: number, serials: readonly Uint8Array[]): string =>
  pki.toBase64(
    pki.buildCrl(
      {
        ...{ issuer: issuer.certificate.subject.raw, number },
        thisUpdate: new Date('2026-11-27T00:00:00Z'),
        nextUpdate: new Date('2026-11-28T00:00:00Z'),
        revoked: serials.map((serial) => ({
          ...{ serial, revokedAt: new Date('2026-11-20T00:00:00Z'), reason: 'keyCompromise' },
        })),
        authorityKeyId: pki.keyIdentifier(issuer.keys.publicKey),
      },
      issuer.sign,
    ),
  )

const vectors = {
  about: 'Test vectors of docs/sites.md, made by `npm run site-vectors`. Bytes are base64.',
  ...{ origin, nonce, now, maxAgeSeconds: 300, maxAheadSeconds: 60 },
  trusted: [pki.toBase64(root.certificate.raw)],
  lists: [list(root, 1, []), list(issuing, 1, [revoked.certificate.serial])],
  cases,
}

writeFileSync(
  join(import.meta.dirname, '../../docs/site-vectors.json'),
  `${JSON.stringify(vectors, null, 1)}\n`,
)
