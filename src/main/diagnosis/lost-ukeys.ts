import type { TokenView } from '../../shared/models/index.ts'
import { nameOfToken } from './token-name.ts'

const window = 10 * 60_000
/** A key that comes and goes all day must not fill the memory. */
const mostPerKey = 100

/** Counts how often each Ukey went away lately: a person pulls it out once, a loose contact does it again and again. */
export const createLostUkeys = (now: () => number) => {
  let before: readonly TokenView[] = []
  const times = new Map<string, { readonly name: string; readonly at: readonly number[] }>()
  const recent = (at: readonly number[]) => at.filter((one) => now() - one < window).slice(-mostPerKey)
  return {
    saw: (tokens: readonly TokenView[]): void => {
      const here = new Set(tokens.map(({ id }) => id))
      for (const token of before) {
        if (token.kind !== 'ukey' || here.has(token.id)) continue
        const at = recent([...(times.get(token.id)?.at ?? []), now()])
        times.set(token.id, { name: nameOfToken(token), at })
      }
      before = tokens
    },
    lost: () =>
      [...times.values()]
        .map(({ name, at }) => ({ name, times: recent(at).length }))
        .filter((one) => one.times > 0),
  }
}
