import type { Link } from '../records.ts'
import { type Decision, decided, unchanged } from './decision.ts'

/** Lines that continue the chain behind `after`, and the signature of the last of them. */
export type Chaining = {
  readonly after: Link | null
  readonly links: readonly (Link & { readonly seq: number })[]
  readonly signature: Uint8Array
}

/** Whether the chain still ends where it ended for whoever made these links. A place was given once, for ever. */
export function chainLines(
  { lastPlace }: { readonly lastPlace: number | null },
  { after, links, signature }: Chaining,
): Decision<boolean> {
  if (lastPlace !== (after?.place ?? null)) return unchanged(false)
  const last = links.length - 1
  return decided(
    links.map(({ seq, place, hash }, i) => ({
      ...{ kind: 'chain-line', seq, place, hash, signature: i === last ? signature : null },
    })),
    true,
  )
}
