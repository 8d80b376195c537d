import { useCallback, useEffect, useRef, useState } from 'react'
import type { DossierForm } from '../../shared/identity/form.ts'
import { type DossierMoment, momentFor, momentsOf } from '../../shared/identity/moments.ts'
import type { DossierView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

/** Typing is kept after so short a pause that a kill takes at most the last word. */
const pauseMs = 300

type Present = { readonly form: DossierForm; readonly moment: DossierMoment }

/** Keeps what is typed: after a short pause, and when the page is left. */
const useKept = (key: string, present: Present | null) => {
  const { client } = useAssistant()
  const latest = useRef<Present | null>(null)
  const kept = useRef<Present | null>(null)
  const closed = useRef(false)
  const save = useCallback(async () => {
    const { current } = latest
    if (current === null || closed.current || current === kept.current) return
    const before = kept.current
    kept.current = current
    try {
      await client.identity.save({ key, ...current })
    } catch (error) {
      // It is tried again after the next change, and when the page is left.
      if (kept.current === current) kept.current = before
      throw error
    }
  }, [client, key])
  useEffect(() => {
    latest.current = present
    if (kept.current === null) kept.current = present
    const timer = setTimeout(() => void save().catch(() => undefined), pauseMs)
    return () => clearTimeout(timer)
  }, [present, save])
  useEffect(() => () => void save().catch(() => undefined), [save])
  return {
    /** It was given up or forgotten, so nothing is kept any more. */
    close: () => {
      closed.current = true
    },
  }
}

/** The page where the person goes on: where the draft was left, unless something before it is still missing. */
const reached = (view: DossierView): DossierMoment => {
  const moments = momentsOf(view)
  if (view.standing.state === 'awaiting-correction') return momentFor(view, view.standing.review?.steps ?? [])
  const first = moments.indexOf(momentFor(view, view.standing.missing))
  const left = moments.indexOf(view.moment)
  return moments[Math.min(first, Math.max(left, 0))] ?? 'finish'
}

/** A dossier: how it stands, what was typed, and which page is shown. */
export const useDossier = (key: string) => {
  const { client } = useAssistant()
  const loading = useAction()
  const [view, setView] = useState<DossierView | null>(null)
  const [present, setPresent] = useState<Present | null>(null)
  const kept = useKept(key, present)
  const { run } = loading
  const load = useCallback(
    () => void run(async () => setView(await client.identity.dossier({ key }))),
    [client, run, key],
  )
  useEffect(load, [load])
  if (view !== null && present === null) setPresent({ form: view.form, moment: reached(view) })
  const moments = view === null ? [] : momentsOf(view)
  const at = (step: number): DossierMoment | undefined =>
    present === null ? undefined : moments[moments.indexOf(present.moment) + step]
  const to = (moment: DossierMoment | undefined) => {
    if (moment !== undefined) setPresent((before) => before && { ...before, moment })
  }
  return {
    key,
    view,
    loading,
    load,
    form: present?.form ?? null,
    moment: present?.moment ?? null,
    moments,
    setForm: (form: DossierForm) => setPresent((before) => before && { ...before, form }),
    /** What the authority answered. What was typed meanwhile stays; what shall be corrected is shown first. */
    adopt: (found: DossierView) => {
      if (found.standing.state === 'awaiting-correction' && view?.standing.state !== found.standing.state)
        to(reached(found))
      setView(found)
    },
    to,
    next: () => to(at(1)),
    before: at(-1),
    close: kept.close,
  }
}

export type DossierState = ReturnType<typeof useDossier>

/** A dossier that is open on a page: everything has been loaded. */
export type OpenDossier = Omit<DossierState, 'view' | 'form' | 'moment'> & {
  readonly view: DossierView
  readonly form: DossierForm
  readonly moment: DossierMoment
}
