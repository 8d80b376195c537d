import type { WhichCertificate } from '../../shared/contract/base.ts'
import { normalNumber } from '../../shared/identity-numbers/identity-numbers.ts'
import { maskIdNumber } from '../../shared/masking/mask.ts'
import type { DraftMention, RenewalDraft, RenewalForm, RenewalMoment } from '../../shared/models/index.ts'
import { emptyForm } from '../../shared/renewal/form.ts'
import type { SystemKeyStore } from '../shell/shell.ts'
import { type KeptDraft, type RenewalFile, readRenewals, writeRenewals } from './renewal-file.ts'

/**
 * Applications that were not submitted yet, and what is remembered for the next one. An identity number is on disk only
 * as the system's key store has sealed it. Without a key store it is in this process alone.
 */
export type RenewalDrafts = {
  /** What a page may see: of a number that is kept, only its mask. */
  view(which: WhichCertificate): RenewalDraft
  /** An empty identity number leaves the one that is kept. */
  save(draft: WhichCertificate & { holder: string; form: RenewalForm; moment: RenewalMoment }): void
  /** The whole application with its number; null if there is none. The number is empty if it could not be kept. */
  whole(which: WhichCertificate): RenewalForm | null
  discard(which: WhichCertificate): void
  /** The application has reached the authority: its people are remembered and the draft goes. */
  submitted(which: WhichCertificate): void
  mentions(): readonly DraftMention[]
}

export type RenewalDraftsParts = {
  readonly path: string
  readonly clock: () => Date
  /** null if the system has no key store, or does not open it now. */
  readonly keyStore: () => SystemKeyStore | null
  readonly changed: () => void
  /** Called with the name of a damaged file that was set aside. */
  readonly damaged?: (file: string) => void
}

type Number = KeptDraft['number']

const keyOf = ({ issuerId, serial }: WhichCertificate): string => `${issuerId} ${serial}`
const rememberedKey = 'remembered'

const withNumber = (form: RenewalForm, idNumber: string): RenewalForm => ({
  ...form,
  handler: { ...form.handler, idNumber },
})

/** What the next application begins with: the same people, but its own term, agreement and scan. */
const peopleOf = ({ handler, recipient, invoice }: RenewalForm): RenewalForm => ({
  ...emptyForm,
  handler,
  recipient,
  invoice,
})

export const createRenewalDrafts = (parts: RenewalDraftsParts): RenewalDrafts => {
  let file = readRenewals(parts.path, parts.damaged)
  /** The numbers of this process, for a system without a key store. */
  const numbers = new Map<string, string>()

  const keep = (next: RenewalFile): void => {
    writeRenewals(parts.path, next)
    file = next
    parts.changed()
  }
  const find = (which: WhichCertificate): KeptDraft | undefined =>
    file.drafts.find((one) => keyOf(one) === keyOf(which))

  const sealed = (number: string): Number => {
    const store = parts.keyStore()
    if (store === null) return null
    try {
      return { bytes: Buffer.from(store.seal(number)).toString('base64') }
    } catch {
      return null
    }
  }
  const opened = (key: string, number: Number): string => {
    const here = numbers.get(key)
    if (here !== undefined) return here
    if (number === null) return ''
    try {
      return parts.keyStore()?.open(Buffer.from(number.bytes, 'base64')) ?? ''
    } catch {
      return ''
    }
  }
  /** The mask is shown only where the number itself can be used. */
  const maskOf = (key: string, number: Number): string | null => {
    const plain = opened(key, number)
    return plain === '' ? null : maskIdNumber(normalNumber(plain))
  }
  const without = (which: WhichCertificate) => file.drafts.filter((one) => keyOf(one) !== keyOf(which))

  /** The number that an application has now: the typed one, else the one that its draft or the last time has left. */
  const numberFor = (which: WhichCertificate, form: RenewalForm): string => {
    if (form.handler.idNumber.trim() !== '') return form.handler.idNumber
    const draft = find(which)
    if (draft) return opened(keyOf(which), draft.number)
    return opened(rememberedKey, file.remembered?.number ?? null)
  }

  const whole: RenewalDrafts['whole'] = (which) => {
    const draft = find(which)
    return draft ? withNumber(draft.form, opened(keyOf(which), draft.number)) : null
  }

  return {
    view: (which) => {
      const draft = find(which)
      const keepsNumbers = parts.keyStore() !== null
      if (draft) {
        const { form, moment, savedAt, number } = draft
        return { form, moment, savedAt, keepsNumbers, keptIdNumber: maskOf(keyOf(which), number) }
      }
      const { remembered } = file
      return {
        form: remembered?.form ?? emptyForm,
        moment: 'before',
        savedAt: null,
        keepsNumbers,
        keptIdNumber: maskOf(rememberedKey, remembered?.number ?? null),
      }
    },
    save: ({ issuerId, serial, holder, form, moment }) => {
      const which = { issuerId, serial }
      const number = numberFor(which, form)
      const draft: KeptDraft = {
        ...{ issuerId, serial, holder, moment },
        savedAt: parts.clock().toISOString(),
        form: withNumber(form, ''),
        number: number === '' ? null : sealed(number),
      }
      if (number !== '') numbers.set(keyOf(which), number)
      keep({ ...file, drafts: [...without(which), draft] })
    },
    whole,
    discard: (which) => {
      numbers.delete(keyOf(which))
      if (find(which)) keep({ ...file, drafts: without(which) })
    },
    submitted: (which) => {
      const draft = find(which)
      if (!draft) return
      const here = numbers.get(keyOf(which))
      if (here !== undefined) numbers.set(rememberedKey, here)
      numbers.delete(keyOf(which))
      const remembered = { form: peopleOf(draft.form), number: draft.number }
      keep({ ...file, drafts: without(which), remembered })
    },
    mentions: () =>
      file.drafts.map(({ issuerId, serial, holder, savedAt }) => ({ issuerId, serial, holder, savedAt })),
  }
}
