import type { Answers, PageCertificate, PageRequest, Signed } from '../../shared/web-signing/wire.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { type Content, contentOf } from './content.ts'
import { AssistantFailure, type Language } from './failure.ts'
import type { Line, LineNews, Via } from './line.ts'

type Stoppable = {
  /** Withdraws the request, and the question before the person with it. */
  readonly signal?: AbortSignal
}
type Chosen = {
  /** The id of a certificate from `certificates`; without it the person chooses. */
  readonly certificate?: string
}
/** Base64 of 16 to 64 bytes that the site's server has made at random for this one request. */
type WithNonce = { readonly nonce: string }

export type SignedCms = { readonly form: 'cms'; readonly cms: string }
export type SignRequest = WithNonce & Chosen & Stoppable & Content
export type AssistantEvent = LineNews['event']

export type Assistant = {
  readonly via: Via
  certificates(wish?: { readonly use?: 'sign' | 'encrypt' } & Stoppable): Promise<readonly PageCertificate[]>
  signIn(wish: WithNonce & Chosen & Stoppable): Promise<Signed>
  sign(wish: SignRequest & { readonly form: 'cms' }): Promise<SignedCms>
  sign(wish: SignRequest & { readonly form?: 'plain' }): Promise<Signed>
  verify(signed: Signed | SignedCms, wish?: Stoppable): Promise<Answers['verify']>
  /** Seals bytes to the holders of these certificates (base64 of DER); the answer is base64 of the envelope. */
  encrypt(
    wish: { readonly recipients: readonly string[]; readonly content: Uint8Array } & Stoppable,
  ): Promise<string>
  decrypt(wish: { readonly envelope: string } & Chosen & Stoppable): Promise<Uint8Array>
  /** `certificates-changed`, `dismissed` or `closed`; the function that comes back ends it. */
  on(event: AssistantEvent, listener: () => void): () => void
  /** Logs out: the next signature asks for the PIN again. */
  leave(): Promise<void>
  close(): void
}

const chosen = ({ certificate }: Chosen): Chosen => (certificate === undefined ? {} : { certificate })

export const createAssistant = (
  line: Line,
  language: Language,
  hear: (listener: (news: LineNews) => void) => void,
): Assistant => {
  let last = 0
  const listeners = new Set<{ readonly event: AssistantEvent; readonly listener: () => void }>()
  hear(({ event }) => {
    for (const one of [...listeners]) if (one.event === event) one.listener()
  })

  const ask = async <A extends PageRequest['ask']>(
    request: Extract<PageRequest, { ask: A }>,
    { signal }: Stoppable,
  ): Promise<Answers[A]> => {
    if (signal?.aborted) throw new AssistantFailure('cancelled', language)
    last += 1
    const id = last
    const withdraw = (): void => {
      last += 1
      void line.ask({ id: last, ask: 'cancel', request: id }, undefined)
    }
    signal?.addEventListener('abort', withdraw, { once: true })
    const answer = await line.ask({ id, ...request }, signal)
    signal?.removeEventListener('abort', withdraw)
    if (answer === null) throw new AssistantFailure(signal?.aborted ? 'cancelled' : 'closed', language)
    if ('answer' in answer) return answer.answer as Answers[A]
    const { code, retryAfterSeconds } = answer.refusal
    throw new AssistantFailure(code, language, retryAfterSeconds ?? null)
  }

  const sign = async (wish: SignRequest & { readonly form?: 'plain' | 'cms' }) =>
    ask<'sign'>(
      {
        ...{ ask: 'sign', nonce: wish.nonce, content: await contentOf(wish), ...chosen(wish) },
        ...(wish.form === undefined ? {} : { form: wish.form }),
      },
      wish,
    )

  let watching = false
  return {
    via: line.via,
    certificates: async (wish = {}) => {
      const use = wish.use === undefined ? {} : { use: wish.use }
      return (await ask<'certificates'>({ ask: 'certificates', ...use }, wish)).certificates
    },
    signIn: (wish) => ask<'sign-in'>({ ask: 'sign-in', nonce: wish.nonce, ...chosen(wish) }, wish),
    // The form that was asked for is the form of the answer.
    sign: sign as Assistant['sign'],
    verify: (signed, wish = {}) => ask<'verify'>({ ask: 'verify', signed }, wish),
    encrypt: async ({ recipients, content, ...wish }) =>
      (await ask<'encrypt'>({ ask: 'encrypt', recipients, content: toBase64(content) }, wish)).envelope,
    decrypt: async ({ envelope, ...wish }) =>
      fromBase64((await ask<'decrypt'>({ ask: 'decrypt', envelope, ...chosen(wish) }, wish)).content),
    on: (event, listener) => {
      const one = { event, listener }
      listeners.add(one)
      if (!watching && event === 'certificates-changed' && line.via !== 'http') {
        watching = true
        void ask<'watch'>({ ask: 'watch' }, {}).catch(() => {
          watching = false
        })
      }
      return () => void listeners.delete(one)
    },
    leave: async () => void (await ask<'leave'>({ ask: 'leave' }, {})),
    close: line.close,
  }
}
