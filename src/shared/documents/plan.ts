import type { DocumentView, DocumentWorkKind } from './model.ts'

/** What is asked for. `seal` is a signature that is seen on the pages. */
export type WantedWork = DocumentWorkKind | 'seal'

/** Why a file is left as it is. */
export type LeftOutBecause = 'nothing-signed' | 'sealed' | 'not-sealed' | 'not-ofd-or-pdf' | 'arriving'

/** Which of the files an act is done with, and why not with the others. */
export type Plan = {
  readonly fileIds: readonly string[]
  readonly leftOut: readonly { readonly because: LeftOutBecause; readonly count: number }[]
}

type File = Pick<DocumentView, 'id' | 'content' | 'companion' | 'state'>

const isPage = ({ content }: File): boolean => content === 'ofd' || content === 'pdf'

/** A signature beside its file is judged with it, so a plain file that has one counts as signed. */
const isSigned = (file: File): boolean =>
  isPage(file) || file.content === 'signed' || file.content === 'signature' || file.companion !== null

/** Why this cannot be done with the file; null if it can. */
export const barOf = (wanted: WantedWork, file: File): LeftOutBecause | null => {
  if (file.state.is === 'arriving') return 'arriving'
  if (wanted === 'decrypt') return file.content === 'sealed' ? null : 'not-sealed'
  if (file.content === 'sealed') return 'sealed'
  if (wanted === 'verify') return isSigned(file) ? null : 'nothing-signed'
  if (wanted === 'seal') return isPage(file) ? null : 'not-ofd-or-pdf'
  return null
}

export const planFor = (wanted: WantedWork, files: readonly File[]): Plan => {
  const counts = new Map<LeftOutBecause, number>()
  const fileIds = files.flatMap((file) => {
    const bar = barOf(wanted, file)
    if (bar !== null) counts.set(bar, (counts.get(bar) ?? 0) + 1)
    return bar === null ? [file.id] : []
  })
  return { fileIds, leftOut: [...counts].map(([because, count]) => ({ because, count })) }
}

const mayEnd = ({ state }: File): boolean => state.is !== 'done'

/** What the person most likely wants with one file. */
const likely = (file: File, sealAtHand: boolean): DocumentWorkKind | null => {
  if (file.state.is === 'arriving') return null
  if (file.content === 'sealed') return 'decrypt'
  if (isPage(file)) return sealAtHand && mayEnd(file) ? 'sign' : 'verify'
  return isSigned(file) ? 'verify' : 'sign'
}

/** What is suggested for several files: what most of them ask for, verification first, since it changes nothing. */
export const suggested = (files: readonly File[], sealAtHand: boolean): DocumentWorkKind | null => {
  const counts = new Map<DocumentWorkKind, number>()
  for (const file of files) {
    const work = likely(file, sealAtHand)
    if (work !== null) counts.set(work, (counts.get(work) ?? 0) + 1)
  }
  const order: readonly DocumentWorkKind[] = ['verify', 'decrypt', 'sign', 'encrypt']
  const [first] = order
    .filter((work) => counts.has(work))
    .toSorted((one, other) => (counts.get(other) ?? 0) - (counts.get(one) ?? 0))
  return first ?? null
}
