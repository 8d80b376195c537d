import type { Connection } from './model.ts'

/** From here on an authority refuses to begin a business, and what is dated looks wrong. */
const toleratedMinutes = 10

/** How wrong this computer's clock is, in minutes; null while it is right enough or not known. */
export const wrongClockMinutes = ({
  clockSkewSeconds,
}: Pick<Connection, 'clockSkewSeconds'>): number | null => {
  const minutes = Math.round(Math.abs(clockSkewSeconds ?? 0) / 60)
  return minutes >= toleratedMinutes ? minutes : null
}
