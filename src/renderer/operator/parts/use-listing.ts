import { useCallback, useEffect, useRef, useState } from 'react'
import type { RaClient } from '../../../shared/ra-contract/index.ts'
import { useDesk } from '../desk.tsx'
import { problemText } from '../words/problem.ts'

export type Part<T> = { readonly rows: readonly T[]; readonly next: string | null }
export type Query = { readonly text?: string; readonly after?: string }
export type Load<T> = (client: RaClient, query: Query) => Promise<Part<T>>

export type Listing<T> = {
  readonly rows: readonly T[]
  readonly loading: boolean
  readonly problem: string | null
  readonly text: string
  readonly search: (text: string) => void
  readonly refresh: () => void
  /** Loads more; null if everything is shown. */
  readonly more: (() => void) | null
}

/** A list that the server searches and pages. `load` must be the same function in every rendering. */
export const useListing = <T>(load: Load<T>): Listing<T> => {
  const { ask, words } = useDesk()
  const [text, setText] = useState('')
  const [part, setPart] = useState<Part<T>>({ rows: [], next: null })
  const [loading, setLoading] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  const latest = useRef(0)
  const read = useCallback(
    async (wanted: string, before: Part<T> | null) => {
      const turn = ++latest.current
      setLoading(true)
      const after = before?.next ?? null
      try {
        const query = { ...(wanted === '' ? {} : { text: wanted }), ...(after === null ? {} : { after }) }
        const found = await ask((client) => load(client, query))
        // If a later question was asked meanwhile, this answer is not shown.
        if (turn !== latest.current) return
        setPart({ rows: [...(before?.rows ?? []), ...found.rows], next: found.next })
        setProblem(null)
      } catch (error) {
        if (turn === latest.current) setProblem(problemText(error, words))
      }
      if (turn === latest.current) setLoading(false)
    },
    [ask, load, words],
  )
  useEffect(() => void read('', null), [read])
  return {
    rows: part.rows,
    loading,
    problem,
    text,
    search: (wanted) => {
      setText(wanted)
      void read(wanted.trim(), null)
    },
    refresh: () => void read(text.trim(), null),
    more: part.next === null ? null : () => void read(text.trim(), part),
  }
}
