import { useCallback, useEffect, useRef, useState } from 'react'
import type { WhichCertificate } from '../../shared/contract/base.ts'
import type { PinTries, SentPin } from '../../shared/contract/index.ts'
import type {
  CertificateView,
  RenewalTerm,
  TokenView,
  UpgradeDraft,
  UpgradeForm,
  UpgradeMoment,
  UpgradeOffer,
} from '../../shared/models/index.ts'
import { reportOfCall } from '../live/client.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { go } from '../place/use-place.ts'

type Loaded = { readonly offer: UpgradeOffer; readonly draft: UpgradeDraft }
export type Known = {
  readonly details: readonly { readonly label: string; readonly value: string }[]
  readonly terms: readonly RenewalTerm[]
}

/** What the authority says about the certificate, and the draft. */
const useLoaded = ({ issuerId, serial }: WhichCertificate) => {
  const { client } = useAssistant()
  const action = useAction()
  const { run } = action
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const load = useCallback(
    () =>
      void run(async () => {
        const draft = await client.upgrade.draft({ issuerId, serial })
        setLoaded({ draft, offer: await client.upgrade.check({ issuerId, serial }) })
      }),
    [client, run, issuerId, serial],
  )
  useEffect(load, [load])
  return { ...action, loaded, load }
}

/** What is typed is on disk a moment later, and at once when the page is left. */
const pauseMs = 150

type Present = { readonly form: UpgradeForm; readonly moment: UpgradeMoment }

const useDraft = ({ issuerId, serial }: WhichCertificate, holder: string, present: Present | null) => {
  const { client } = useAssistant()
  const unsaved = useRef<Present | null>(null)
  const first = useRef<UpgradeForm | null>(null)
  const closed = useRef(false)
  const save = useCallback((): void => {
    const { current } = unsaved
    if (current === null || closed.current) return
    unsaved.current = null
    client.upgrade.saveDraft({ issuerId, serial, holder, ...current }).catch(() => undefined)
  }, [client, issuerId, serial, holder])
  useEffect(() => {
    if (present === null) return
    first.current ??= present.form
    // Nothing was typed yet.
    if (present.moment === 'certificate' && present.form === first.current) return
    unsaved.current = present
    const timer = setTimeout(save, pauseMs)
    return () => clearTimeout(timer)
  }, [present, save])
  useEffect(() => save, [save])
  return {
    /** It was submitted or given up, so nothing is kept any more. */
    close: () => {
      closed.current = true
    },
  }
}

/** What the authority knows under the number that was typed. */
const useDetails = (which: WhichCertificate) => {
  const { client } = useAssistant()
  const action = useAction()
  const [known, setKnown] = useState<Known | null>(null)
  const ask = async ({ customerType, number }: UpgradeForm): Promise<boolean> =>
    customerType !== null &&
    action.run(async () => setKnown(await client.upgrade.details({ ...which, customerType, number })))
  return { ...action, known, ask, forget: () => setKnown(null) }
}

/** Moments that need what the authority knows. */
const afterNumber: readonly UpgradeMoment[] = ['details', 'term', 'confirm']

/** The wizard of one certificate until it is submitted: its form, its draft, and its submission. */
export const useUpgrade = (view: CertificateView, token: TokenView, issuerId: string) => {
  const { client } = useAssistant()
  const which: WhichCertificate = { issuerId, serial: view.serial }
  const { loaded, load, error, pending } = useLoaded(which)
  const [present, setPresent] = useState<Present | null>(null)
  const [unlocked, setUnlocked] = useState(false)
  const [changed, setChanged] = useState(false)
  const details = useDetails(which)
  const sending = useAction()
  const draft = useDraft(which, view.holder, present)
  if (loaded && present === null) setPresent({ form: loaded.draft.form, moment: loaded.draft.moment })

  const to = (moment: UpgradeMoment) => {
    setChanged(false)
    setPresent((before) => before && { ...before, moment })
  }
  const change = (changes: Partial<UpgradeForm>) => {
    if ('number' in changes || 'customerType' in changes) details.forget()
    setPresent((before) => before && { ...before, form: { ...before.form, ...changes } })
  }
  /** After the PIN: where the draft has stopped, or at its number if the authority does not know it any more. */
  const unlock = async () => {
    if (present && afterNumber.includes(present.moment) && !(await details.ask(present.form))) to('number')
    setUnlocked(true)
  }
  const submit = async (pin: SentPin, tries: PinTries): Promise<boolean> => {
    const term = details.known?.terms.find(({ years }) => years === present?.form.termYears)
    if (!present || !term) return false
    const target =
      token.kind === 'soft' ? ({ kind: 'soft' } as const) : ({ kind: 'ukey', tokenId: token.id } as const)
    return sending.run(async () => {
      try {
        const { form } = present
        const { upgradeId } = await client.upgrade.start({
          ...{ ...which, holder: view.holder, form, expectedTotalFen: term.totalFen, target, pin, tries },
        })
        draft.close()
        go({ page: 'upgrade-progress', upgradeId })
      } catch (refusal) {
        if (reportOfCall(refusal).code !== 'price-changed') throw refusal
        await details.ask(present.form)
        to('term')
        setChanged(true)
      }
    })
  }
  return {
    ...{ loaded, present, unlocked, unlock, to, change, changed, sending, submit },
    loading: { error, pending, load },
    checking: { error: details.error, pending: details.pending, known: details.known },
    check: async () => {
      if (present && (await details.ask(present.form))) to('details')
    },
    discard: async () => {
      draft.close()
      await client.upgrade.discardDraft(which)
      go({ page: 'upgrades' })
    },
  }
}

export type UpgradeWizard = ReturnType<typeof useUpgrade>
