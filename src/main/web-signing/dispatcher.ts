import { type Certificate, PkiError, parseCertificate, sealMessage, sm3 } from '../../pki/index.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { SiteScopes } from '../../shared/web-signing/model.ts'
import { statementText } from '../../shared/web-signing/statement.ts'
import type { Answers, PageRequest, Signed } from '../../shared/web-signing/wire.ts'
import { fromBase64 } from '../files/base64.ts'
import type { Approval } from './approval.ts'
import type { Keys, Wish } from './keys.ts'
import { isFor, openMessage, readEnvelope } from './opening.ts'
import { endLogins, type Page } from './page.ts'
import { PageRefusal } from './page-refusal.ts'
import { signCms, signMessage } from './signing.ts'
import type { SiteCertificates, Usable } from './site-certificates.ts'
import { contentOf, hexOf } from './statements.ts'
import type { Turns } from './turns.ts'
import { verdictOn } from './verification.ts'

type Asked<Ask extends PageRequest['ask']> = Extract<PageRequest, { readonly ask: Ask }>

/** Answers the typed requests of pages, whatever carrier brought them. */
export type Dispatcher = {
  /** Throws a `PageRefusal`, or an error of the catalogue. */
  ask(page: Page, request: PageRequest, signal: AbortSignal): Promise<Answers[keyof Answers]>
  /** One use of a key, for carriers that speak another language. */
  withKey<T>(page: Page, wish: Wish<T>, name: string | undefined, signal: AbortSignal): Promise<T>
}

export type DispatcherParts = {
  readonly approval: Approval
  readonly keys: Keys
  readonly certificates: SiteCertificates
  readonly turns: Turns
  readonly isRevoked: (certificate: Certificate) => boolean
  readonly now: () => Date
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const texts = new WeakMap<Uint8Array, string>()

/** Of a certificate, which stays the same bytes: written once. */
const certificateText = (bytes: Uint8Array): string => {
  const text = texts.get(bytes) ?? base64(bytes)
  texts.set(bytes, text)
  return text
}
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const recipientIn = (der: string): Certificate => {
  try {
    return parseCertificate(fromBase64(der))
  } catch (error) {
    if (error instanceof PkiError) throw new PageRefusal('malformed', undefined, error)
    throw error
  }
}

const sealed = ({ recipients, content }: Asked<'encrypt'>): Answers['encrypt'] => {
  const all = recipients.map(recipientIn)
  const isFit = ({ publicKey, use }: Certificate) =>
    publicKey.type === 'sm2' && (use === 'encryption' || use === 'both' || use === 'unknown')
  if (!all.every(isFit)) throw new PageRefusal('not-for-this-key')
  return { envelope: base64(sealMessage(fromBase64(content), all)) }
}

/** The exact text that was signed is only known when the signature is made. */
type Statement = { text: string }

export const createDispatcher = (parts: DispatcherParts): Dispatcher => {
  const { approval, keys, certificates, turns, isRevoked, now } = parts

  const list = ({ origin }: Page, scopes: SiteScopes, use?: 'sign' | 'encrypt'): Answers['certificates'] => {
    if (!scopes.certificates) throw new PageRefusal('not-approved')
    const all = certificates.all().filter(({ uses }) => use === undefined || uses.includes(use))
    return {
      certificates: all.map(({ id, view, certificate, uses }) => ({
        id: certificates.nameAt(origin, id),
        certificate: base64(certificate.raw),
        holder: view.holder,
        notAfter: view.notAfter,
        uses,
      })),
    }
  }

  const signed = async (
    { bytes, algorithm }: Awaited<ReturnType<typeof signMessage>>,
    { text }: Statement,
    one: Usable,
  ): Promise<Signed> => ({
    form: 'plain',
    statement: text,
    signature: base64(bytes),
    algorithm,
    certificate: certificateText(one.certificate.raw),
    chain: certificates.chain(one).map(({ raw }) => certificateText(raw)),
  })

  const signInWish = ({ origin }: Page, { nonce }: Asked<'sign-in'>): Wish<Signed> => {
    const made: Statement = { text: '' }
    return {
      ...{ purpose: 'sign-in', use: 'sign', content: null, loose: false },
      digest: () => hexOf(sm3(utf8(made.text))),
      work: async (session, hand, one) => {
        const time = now().toISOString()
        made.text = statementText({ origin, time, nonce, about: { purpose: 'sign-in' } })
        return signed(await signMessage(session, hand, one, utf8(made.text)), made, one)
      },
    }
  }

  const signWish = ({ origin }: Page, { nonce, content, form }: Asked<'sign'>): Wish<Answers['sign']> => {
    const { shown, ...digest } = contentOf(content)
    return {
      ...{ purpose: 'sign', use: 'sign', content: shown, loose: false },
      digest: () => digest.sm3,
      work: async (session, hand, one) => {
        const at = now()
        const about = { purpose: 'sign', ...digest } as const
        const text = statementText({ origin, time: at.toISOString(), nonce, about })
        if (form !== 'cms') return signed(await signMessage(session, hand, one, utf8(text)), { text }, one)
        const parts = { content: utf8(text), chain: certificates.chain(one), detached: false }
        return { form, cms: base64(await signCms(session, hand, one, { ...parts, signingTime: at })) }
      },
    }
  }

  const openWish = ({ envelope }: Asked<'decrypt'>): Wish<Answers['decrypt']> => {
    const bytes = fromBase64(envelope)
    const message = readEnvelope(bytes)
    const digest = hexOf(sm3(bytes))
    return {
      ...{ purpose: 'decrypt', use: 'encrypt', loose: false },
      content: { kind: 'file', name: null, length: bytes.length, sm3: digest },
      fits: (one) => isFor(message, one),
      digest: () => digest,
      work: async (session, hand, one) => {
        const opened = await openMessage(session, hand, one, message)
        const content = base64(opened)
        opened.fill(0)
        return { content }
      },
    }
  }

  const withKey: Dispatcher['withKey'] = async (page, wish, name, signal) => {
    const scopes = await approval.want(page, signal)
    const named = name === undefined ? null : await keys.choose(page, wish, name, signal)
    if (named !== null && keys.isFree(page, scopes, wish.purpose, named))
      return keys.use(page, scopes, wish, named, signal)
    return turns.take(page.origin, signal, async () => {
      // The person may have withdrawn the approval while this waited for its turn.
      const still = await approval.scopes(page)
      if (still === null) throw new PageRefusal('not-approved')
      const one = await keys.choose(page, wish, name, signal)
      return keys.use(page, still, wish, one, signal)
    })
  }

  const ask: Dispatcher['ask'] = async (page, request, signal) => {
    switch (request.ask) {
      case 'leave':
        endLogins(page)
        return {}
      case 'cancel':
        return {} // the carrier knows the request, and has withdrawn it
      case 'sign-in':
        return withKey(page, signInWish(page, request), request.certificate, signal)
      case 'sign':
        return withKey(page, signWish(page, request), request.certificate, signal)
      case 'decrypt':
        return withKey(page, openWish(request), request.certificate, signal)
    }
    const scopes = await approval.want(page, signal)
    switch (request.ask) {
      case 'certificates':
        return list(page, scopes, request.use)
      case 'watch':
        if (!scopes.certificates) throw new PageRefusal('not-approved')
        page.watching = true
        return {}
      case 'encrypt':
        return sealed(request)
      case 'verify':
        return verdictOn(request.signed, certificates.authorities, isRevoked)
      default:
        return assertNever(request)
    }
  }

  return { ask, withKey }
}
