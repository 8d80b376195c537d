import { z } from 'zod'
import { placeOf } from '../../shared/places/place.ts'

const key = 'finder-recent'
const most = 6

const recent = z.array(z.object({ title: z.string().max(200), hash: z.string().max(400) })).max(most)

export type Recent = z.infer<typeof recent>

/** What was opened lately in this window. A browser may keep nothing, and others may have written there. */
export const recentOnes = (): Recent => {
  try {
    const kept = recent.parse(JSON.parse(window.localStorage.getItem(key) ?? '[]'))
    return kept.filter(({ hash }) => placeOf(hash) !== null)
  } catch {
    return []
  }
}

export const rememberRecent = (title: string, hash: string): void => {
  const others = recentOnes().filter((one) => one.hash !== hash)
  try {
    window.localStorage.setItem(key, JSON.stringify([{ title, hash }, ...others].slice(0, most)))
  } catch {
    // It only makes the next time quicker.
  }
}
