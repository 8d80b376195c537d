import { type Reason, reason } from '../../shared/documents/reasons.ts'
import type { Coverage } from '../../shared/documents/verdict.ts'
import type { Package } from '../package/package.ts'
import type { Part, Reach } from './reach.ts'

export type CoverageQuestion = {
  readonly reach: Reach
  readonly protectedFiles: ReadonlySet<string>
  readonly names: Package['names']
  /** Files that belong to signatures: their own, and those of others. */
  readonly ofSignatures: ReadonlySet<string>
}

export type CoverageJudgement = { readonly coverage: Coverage; readonly reasons: readonly Reason[] }

const startFile = 'OFD.xml'

/** What of the document the signature leaves open, and what that means. */
export const judgeCoverage = (question: CoverageQuestion): CoverageJudgement => {
  const { reach, protectedFiles, names, ofSignatures } = question
  const isOpen = (name: string) => !protectedFiles.has(name)
  const open = (part: Part) =>
    [...reach.parts].filter(([name, own]) => own === part && isOpen(name)).map(([name]) => name)
  const pages = open('page')
  const [annotations, extras] = [open('annotation'), open('extra')]
  const start = isOpen(startFile) ? [startFile] : []
  const unused = [...names].filter(
    (name) => name !== startFile && !reach.parts.has(name) && isOpen(name) && !ofSignatures.has(name),
  )
  const shown = [...reach.parts].filter(([, part]) => part === 'page').length
  if (pages.length === shown) return { coverage: { state: 'nothing' }, reasons: [reason('covers-nothing')] }
  const parts = [...pages, ...reach.unread]
  const left = [...parts, ...annotations, ...extras, ...start]
  const told = (code: Reason['code'], files: readonly string[]) =>
    files.length > 0 ? [reason(code, files)] : []
  return {
    coverage: left.length === 0 ? { state: 'whole' } : { state: 'part', open: left.slice(0, 200) },
    reasons: [
      ...told('partly-covered', parts),
      ...told('annotations-open', annotations),
      ...told('extras-open', [...extras, ...start]),
      ...told('unused-files-open', unused),
    ],
  }
}
