import type { Keyring, TokenSession } from '../../native/index.ts'
import type { Certificate, Party } from '../../pki/index.ts'
import type { RehearsalSubject } from '../../shared/decryption-rehearsal/contract.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import type { RehearsalLook, RehearsalVerdict } from '../../shared/models/index.ts'
import { certificateId } from '../certificates/certificate-view.ts'
import { fromBase64 } from '../files/base64.ts'
import { openedWith, refuseUnready, refuseUnsure } from '../pin/index.ts'
import { answerOf } from '../prompt/outcome.ts'
import type { Prompts } from '../prompt/prompts.ts'
import { type AtHand, atHandFor, atHandOf, atHandWith } from './keys-at-hand.ts'
import { openFile, openTrial } from './opening.ts'
import { certificateRecipient, type Known, recipientView } from './recipient-views.ts'
import { type ReadFile, readFile } from './sealed-file.ts'
import { formerKey, type SeenCertificates } from './seen-certificates.ts'

/** 能否解密: whether a sealed file, or what others will seal to a certificate, opens with a key that is here. */
export type DecryptionRehearsal = {
  look(subject: RehearsalSubject): RehearsalLook
  /** Opens it once inside the token. The signal withdraws the question for the PIN. */
  attempt(subject: RehearsalSubject, recipient: number, signal?: AbortSignal): Promise<RehearsalVerdict>
}

export type DecryptionRehearsalParts = {
  readonly keyring: Pick<Keyring, 'current'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly seen: Pick<SeenCertificates, 'find'>
  readonly find: (certificateId: string) => { readonly certificate: Certificate } | undefined
  /** How the person calls a key, also one that is away. */
  readonly nickname: (tokenId: string) => string | null
  /** The business that holds this token now. */
  readonly busy: (tokenId: string) => string | null
}

type Opens = (session: TokenSession) => Promise<RehearsalVerdict>
type Target = { readonly atHand: AtHand; readonly opens: Opens }

export const createDecryptionRehearsal = (parts: DecryptionRehearsalParts): DecryptionRehearsal => {
  const { keyring, prompts, seen, find, nickname, busy } = parts
  const known = (): Known => ({ tokens: keyring.current().tokens, seen, nickname })

  const read = (subject: RehearsalSubject): ReadFile => {
    if (subject.kind === 'file') {
      const { head, size, tail } = subject
      return readFile({ head: fromBase64(head), size, tail: tail === null ? null : fromBase64(tail) })
    }
    const found = find(subject.certificateId)
    if (!found) throw new AssistantError('not-found')
    return { what: 'certificate', certificate: found.certificate }
  }

  /** The key that was renewed under another certificate since the file was sealed. */
  const keptKey = (party: Party): AtHand | null => {
    const point = formerKey(seen, party)
    return point && atHandWith(known().tokens, point)
  }

  const targetIn = (file: ReadFile, index: number): Target => {
    const { tokens } = known()
    if (file.what === 'certificate') {
      const { certificate } = file
      const atHand = atHandOf(tokens, certificate)
      if (atHand === null) throw new AssistantError('token-absent')
      return { atHand, opens: (session) => openTrial(session, atHand.keyId, certificate) }
    }
    const recipient = file.head.recipients[index] ?? null
    const atHand = recipient && (atHandFor(tokens, recipient.party) ?? keptKey(recipient.party))
    if (recipient === null || atHand === null) throw new AssistantError('token-absent')
    const { encryptedKey } = recipient
    return { atHand, opens: (session) => openFile(session, atHand.keyId, file, encryptedKey) }
  }

  const withPin = async ({ atHand, opens }: Target, signal?: AbortSignal): Promise<RehearsalVerdict> => {
    const { present, onToken } = atHand
    const tokenId = present.facts.id
    refuseUnready(present, busy(tokenId))
    const question = {
      ...({ asker: { kind: 'assistant' }, purpose: 'rehearse', tokenId } as const),
      certificateId: onToken && certificateId(tokenId, onToken),
      ...(signal ? { signal } : {}),
    }
    const outcome = await prompts.askPin(question, async (given) => {
      await refuseUnsure(present.token, given)
      const { token, pin } = openedWith(present, given)
      return token.withSession(pin, opens)
    })
    return answerOf(outcome)
  }

  return {
    look: (subject) => {
      const file = read(subject)
      if (file.what === 'certificate') {
        const recipients = [certificateRecipient(file.certificate, known())]
        return { what: 'certificate', recipients, incomplete: false, tail: null }
      }
      const { head, incomplete, tail } = file
      const recipients = head.recipients.map((recipient) => recipientView(recipient, known()))
      return { what: 'envelope', recipients, incomplete, tail }
    },
    attempt: async (subject, recipient, signal) => withPin(targetIn(read(subject), recipient), signal),
  }
}
