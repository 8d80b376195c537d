import { visibleName } from '../../../shared/visible.ts'
import { savingNameOf } from '../../files/saving-name.ts'

/**
 * The last part of a path that a page gave: browsers write `C:\fakepath\x.pdf` for what they do not tell it. The path
 * is never believed, and nothing is ever looked for under it.
 */
export const lastPartOf = (path: unknown): string | null => {
  if (typeof path !== 'string') return null
  const part = path.slice(-2_000).split(/[\\/]/).at(-1)?.trim()
  return part === undefined || part === '' ? null : part
}

/** The name that a page gave, as the person reads it. */
export const shownNameOf = (path: unknown): string | null => {
  const part = lastPartOf(path)
  return part === null ? null : visibleName(part)
}

const sealedEnding = '.p7m'

/** Beside the file that the person picked; what the page wants it to be called comes first. */
export const sealedNameOf = (picked: string, wished: unknown): string =>
  savingNameOf(lastPartOf(wished) ?? `${picked}${sealedEnding}`)

/** Without the ending of sealed files, else marked as the opened one. */
export const openedNameOf = (picked: string, wished: unknown): string => {
  const known = picked.toLowerCase().endsWith(sealedEnding) ? picked.slice(0, -sealedEnding.length) : ''
  return savingNameOf(lastPartOf(wished) ?? (known || `opened-${picked}`))
}
