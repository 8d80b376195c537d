import type { CertificateView, Snapshot, TokenView } from '../../shared/models/index.ts'
import { type Spelling, spellingsOf } from '../../shared/search/index.ts'

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s:-]/g, '')

type Known = { readonly holder: string; readonly serial: string }

// A thousand certificates are looked through at every key, so what follows from one is made once.
const known = new WeakMap<CertificateView, Known>()
const spelled = new Map<string, readonly Spelling[]>()
/** As many holders as there are certificates on a large computer. */
const mostSpelled = 5_000

const knownOf = (view: CertificateView): Known => {
  const before = known.get(view)
  if (before) return before
  const made = { holder: plain(view.holder), serial: plain(view.serial) }
  known.set(view, made)
  return made
}

const spellings = (holder: string): readonly Spelling[] => {
  const before = spelled.get(holder)
  if (before) return before
  if (spelled.size >= mostSpelled) spelled.clear()
  const made = spellingsOf(holder)
  spelled.set(holder, made)
  return made
}

const isSpelt = (holder: string, wanted: string): boolean =>
  spellings(holder).some(({ whole, initials }) => whole.startsWith(wanted) || initials.includes(wanted))

const isWanted = (view: CertificateView, wanted: string, latin: boolean): boolean => {
  const { holder, serial } = knownOf(view)
  if (holder.includes(wanted)) return true
  if (wanted.length >= 3 && serial.includes(wanted)) return true
  return latin && isSpelt(holder, wanted)
}

export type FoundView = { readonly view: CertificateView; readonly token: TokenView }

/** The certificates of a serial or a holder. One letter finds too many. */
export const certificatesFound = (
  { tokens }: Pick<Snapshot, 'tokens'>,
  search: string,
): readonly FoundView[] => {
  const wanted = plain(search)
  if ([...wanted].length < 2) return []
  const latin = /^[a-z]+$/.test(wanted)
  const found: FoundView[] = []
  for (const token of tokens)
    for (const { signing, encryption } of token.pairs) {
      const view = [signing, encryption].find((one) => one !== null && isWanted(one, wanted, latin))
      if (view) found.push({ view, token })
    }
  return found
}
