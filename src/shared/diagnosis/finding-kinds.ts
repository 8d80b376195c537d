import type { FiguresIn } from '../errors/figures.ts'
import { findingsZhCn } from './findings.zh-cn.ts'

type Texts = typeof findingsZhCn
export type FindingKind = keyof Texts

/** The figures that the sentences of a finding need. */
export type FindingParams<Kind extends FindingKind> = Readonly<
  Record<FiguresIn<Texts[Kind][keyof Texts[Kind]]>, string | number>
>

export const findingKinds = Object.keys(findingsZhCn) as [FindingKind, ...FindingKind[]]
