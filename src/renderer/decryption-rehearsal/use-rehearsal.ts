import { useCallback, useEffect, useRef, useState } from 'react'
import type { RehearsalSubject } from '../../shared/decryption-rehearsal/contract.ts'
import type { ErrorReport, RehearsalLook, RehearsalVerdict } from '../../shared/models/index.ts'
import { useCancellable } from '../backup/use-cancellable.ts'
import { reportOfCall } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'
import { readHead, withTail } from './read-parts.ts'

export type Chosen = {
  readonly subject: RehearsalSubject
  /** null for a certificate that is here. */
  readonly file: File | null
}
type Looked = {
  readonly of: Chosen
  readonly look: RehearsalLook | null
  readonly error: ErrorReport | null
}
type Verdict = { readonly recipient: number; readonly verdict: RehearsalVerdict }

export type Rehearsal = {
  readonly looking: boolean
  /** Why what was chosen says nothing. */
  readonly error: ErrorReport | null
  readonly trying: ReturnType<typeof useCancellable>
  readonly chosen: Chosen | null
  /** How often the person has chosen something on this page. */
  readonly choice: number
  /** The file could not be read. */
  readonly unreadable: boolean
  readonly look: RehearsalLook | null
  readonly answer: Verdict | null
  chooseFile(file: File): void
  chooseListed(certificateId: string): void
  attempt(recipient: number): void
}

/** What was chosen, what it says, and how the last attempt went. */
export const useRehearsal = (first: string | null): Rehearsal => {
  const { client, snapshot } = useAssistant()
  const trying = useCancellable()
  const listed = (certificateId: string): Chosen => ({
    subject: { kind: 'listed', certificateId },
    file: null,
  })
  const [chosen, setChosen] = useState<Chosen | null>(() => (first === null ? null : listed(first)))
  const [choice, setChoice] = useState(0)
  const [reading, setReading] = useState(false)
  const [unreadable, setUnreadable] = useState(false)
  const [looked, setLooked] = useState<Looked | null>(null)
  const [answer, setAnswer] = useState<Verdict | null>(null)
  const newest = useRef<File | null>(null)
  const { cancel } = trying
  const { tokens } = snapshot

  const choose = useCallback(
    (next: Chosen | null, isUnreadable = false) => {
      newest.current = null
      cancel()
      setAnswer(null)
      setReading(false)
      setUnreadable(isUnreadable)
      setChosen(next)
      setChoice((count) => count + 1)
    },
    [cancel],
  )
  // A token that comes or goes changes who can open it, so it is looked at again. Only the last look counts.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tokens` is what may have changed
  useEffect(() => {
    if (chosen === null) return
    let wanted = true
    const tell = (found: Pick<Looked, 'look' | 'error'>) => {
      if (wanted) setLooked({ of: chosen, ...found })
    }
    client.decryptionRehearsal.look({ subject: chosen.subject }).then(
      (look) => tell({ look, error: null }),
      (refusal) => tell({ look: null, error: reportOfCall(refusal) }),
    )
    return () => {
      wanted = false
    }
  }, [client, chosen, tokens])

  const { look, error } = looked?.of === chosen && looked ? looked : { look: null, error: null }
  return {
    ...{
      looking: reading || (chosen !== null && look === null && error === null),
      error,
      trying,
      chosen,
      choice,
      unreadable,
      look,
      answer,
    },
    // A file on a slow disk may be read after one that was chosen later. The later one counts. What was chosen before
    // goes at once, so that nobody gives a PIN to it while the new file is read.
    chooseFile: (file) => {
      choose(null)
      setReading(true)
      newest.current = file
      const ifNewest = (work: () => void) => newest.current === file && work()
      void readHead(file).then(
        (subject) => ifNewest(() => choose({ subject, file })),
        () => ifNewest(() => choose(null, true)),
      )
    },
    chooseListed: (certificateId) => choose(listed(certificateId)),
    attempt: (recipient) =>
      void trying.run(async (signal) => {
        if (chosen === null) return
        setAnswer(null)
        const { subject, file } = chosen
        const isFar = subject.kind === 'file' && file !== null && look?.tail
        const whole = isFar ? await withTail(subject, file, isFar) : subject
        const verdict = await client.decryptionRehearsal.attempt({ subject: whole, recipient }, { signal })
        if (!signal.aborted) setAnswer({ recipient, verdict })
      }),
  }
}
