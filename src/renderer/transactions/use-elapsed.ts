import { useState } from 'react'
import type { TransactionView } from '../../shared/models/index.ts'
import { useNow } from '../live/use-now.ts'

/** A business that began so recently has been running all the time. */
const justBegun = 30_000

/** How many seconds a business has been running. If it is resumed days later, those days do not count. */
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
