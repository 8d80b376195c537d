import { useState } from 'react'
import type { TransactionView } from '../../shared/models/index.ts'
import { useNow } from '../live/use-now.ts'

/** Begun as shortly before as this, it has been running all the time. */
const justBegun = 30_000

/** For how many seconds a business runs; one that is taken up again days later does not count the days. */
export const useElapsed = ({ state, startedAt }: TransactionView): number => {
  const running = state === 'running'
  const now = useNow(running)
  const [seen, setSeen] = useState<number | null>(null)
  if (running && seen === null) setSeen(now)
  if (!running && seen !== null) setSeen(null)
  const first = seen ?? now
  const began = Date.parse(startedAt)
  const since = first - began < justBegun ? began : first
  return Math.max(0, Math.floor((now - since) / 1_000))
}
