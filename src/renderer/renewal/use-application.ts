import { useCallback, useEffect, useRef, useState } from 'react'
import type { WhichCertificate } from '../../shared/contract/base.ts'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import type {
  CertificateView,
  RenewalDraft,
  RenewalForm,
  RenewalMoment,
  RenewalQuote,
  TokenView,
} from '../../shared/models/index.ts'
import { reportOfCall } from '../live/client.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { go } from '../place/use-place.ts'

/** What has changed at the authority since the person saw it, and the page that says it anew. */
const changes = {
  'price-changed': { changed: 'price', moment: 'term' },
  'agreement-changed': { changed: 'agreement', moment: 'agreement' },
  'renewal-keys-changed': { changed: 'keys', moment: 'before' },
} as const
type Change = (typeof changes)[keyof typeof changes]
export type Changed = Change['changed'] | null

const changeBehind = (code: string): Change | null =>
  Object.hasOwn(changes, code) ? changes[code as keyof typeof changes] : null

/** If the keys stay, the token that has them; else the Ukey, or a soft certificate that will be made. */
const targetOf = ({ kind, id: tokenId }: TokenView, { keys }: RenewalQuote) => {
  if (keys === 'same') return { kind: 'holding', tokenId } as const
  return kind === 'soft' ? ({ kind } as const) : ({ kind, tokenId } as const)
}

type Loaded = { readonly quote: RenewalQuote; readonly draft: RenewalDraft }

/** The quote and the draft, asked for together. */
const useLoaded = (which: WhichCertificate) => {
  const { client } = useAssistant()
  const action = useAction()
  const { run } = action
  const { issuerId, serial } = which
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const load = useCallback(
    () =>
      void run(async () => {
        const draft = await client.renewal.draft({ issuerId, serial })
        setLoaded({ draft, quote: await client.renewal.quote({ issuerId, serial }) })
      }),
    [client, run, issuerId, serial],
  )
  useEffect(load, [load])
  const requote = async () => {
    const quote = await client.renewal.quote({ issuerId, serial })
    setLoaded((before) => before && { ...before, quote })
  }
  return { ...action, loaded, setLoaded, load, requote }
}

/** Keeps the draft whenever the person goes on, back or away, so that nothing typed is lost. */
const useDraft = (
  which: WhichCertificate,
  holder: string,
  present: { readonly form: RenewalForm; readonly moment: RenewalMoment } | null,
) => {
  const { client } = useAssistant()
  const latest = useRef<typeof present>(present)
  const saved = useRef<RenewalForm | null>(null)
  const closed = useRef(false)
  const { issuerId, serial } = which
  useEffect(() => {
    latest.current = present
  }, [present])
  const save = useCallback(
    async (moment?: RenewalMoment): Promise<void> => {
      const { current } = latest
      if (current === null || closed.current) return
      saved.current = current.form
      const { form } = current
      await client.renewal.saveDraft({ issuerId, serial, holder, form, moment: moment ?? current.moment })
    },
    [client, issuerId, serial, holder],
  )
  useEffect(
    () => () => {
      const { current } = latest
      if (current !== null && current.form !== saved.current) void save().catch(() => undefined)
    },
    [save],
  )
  return {
    save,
    /** This form counts as kept. */
    settle: (form: RenewalForm) => {
      saved.current = form
    },
    /** It was submitted or given up, so nothing is kept any more. */
    close: () => {
      closed.current = true
    },
  }
}

/** The application of one certificate: its pages, its draft, and its submission. */
export const useApplication = (view: CertificateView, token: TokenView, issuerId: string) => {
  const { client } = useAssistant()
  const which: WhichCertificate = { issuerId, serial: view.serial }
  const { loaded, setLoaded, load, requote, error, pending } = useLoaded(which)
  const [form, setForm] = useState<RenewalForm | null>(null)
  const [moment, setMoment] = useState<RenewalMoment>('before')
  const [changed, setChanged] = useState<Changed>(null)
  const saving = useAction()
  const sending = useAction()
  const draft = useDraft(which, view.holder, form && { form, moment })
  if (loaded && form === null) {
    setForm(loaded.draft.form)
    draft.settle(loaded.draft.form)
    setMoment(loaded.draft.savedAt === null ? 'before' : loaded.draft.moment)
  }

  const keep = async (at: RenewalMoment) => {
    const sent = form
    await draft.save(at)
    const kept = await client.renewal.draft(which)
    setLoaded((before) => before && { ...before, draft: kept })
    // The number is kept now, so it is shown masked and only replaced. What was typed meanwhile stays.
    if (form === null || form.handler.idNumber === '') return
    const cleared = { ...form, handler: { ...form.handler, idNumber: '' } }
    draft.settle(cleared)
    setForm((present) => (present === sent ? cleared : present))
  }
  const to = (next: RenewalMoment) => {
    setChanged(null)
    setMoment(next)
    void keep(next).catch(() => undefined)
  }

  const turnBack = async ({ changed, moment }: Change): Promise<void> => {
    await requote()
    setChanged(changed)
    setMoment(moment)
  }

  const submit = async (pin: SentPin, tries: PinTries): Promise<boolean> => {
    const { quote } = loaded ?? {}
    const term = quote?.terms.find(({ years }) => years === form?.termYears)
    if (!form || !quote || !term) return false
    const target = targetOf(token, quote)
    return sending.run(async () => {
      try {
        const { transactionId } = await client.renewal.start({
          ...which,
          holder: view.holder,
          form,
          expectedTotalFen: term.totalFen,
          ...{ target, pin, tries },
        })
        draft.close()
        go({ page: 'renewal-progress', transactionId })
      } catch (refusal) {
        const change = changeBehind(reportOfCall(refusal).code)
        if (change === null) throw refusal
        await turnBack(change)
      }
    })
  }

  return {
    which,
    loaded,
    loading: { error, pending, load },
    form,
    setForm,
    moment,
    to,
    changed,
    saving: { ...saving, save: () => void saving.run(() => keep(moment)) },
    sending,
    submit,
    discard: async () => {
      await client.renewal.discardDraft(which)
      draft.close()
      go({ page: 'renewals' })
    },
  }
}

export type Application = ReturnType<typeof useApplication>
