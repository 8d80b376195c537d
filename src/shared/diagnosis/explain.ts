import { fill } from '../errors/figures.ts'
import { explain } from '../errors/text.ts'
import type { Language } from '../settings/model.ts'
import type { FindingText } from './finding-text.ts'
import { findingsEn } from './findings.en.ts'
import { findingsZhCn } from './findings.zh-cn.ts'
import type { CheckView, Finding } from './model.ts'

/** A finding in the person's language. `hotline` is null if it is not an entry of the catalogue. */
export type Explained = FindingText & { readonly hotline: string | null }

export const explainFinding = ({ said }: Pick<Finding, 'said'>, language: Language): Explained => {
  if (said.by === 'catalogue') {
    const { title, happened, next, hotline } = explain(said.report, language)
    return { title, happened, next, hotline }
  }
  const text: FindingText = (language === 'en' ? findingsEn : findingsZhCn)[said.kind]
  return {
    title: fill(text.title, said.params),
    happened: fill(text.happened, said.params),
    next: fill(text.next, said.params),
    hotline: null,
  }
}

/** The traffic light of a step. */
export type Light = 'good' | 'attention' | 'problem' | 'running' | 'waiting' | 'none' | 'asked'

export const lightOf = ({ state, findings }: Pick<CheckView, 'state' | 'findings'>): Light => {
  if (findings.some(({ level }) => level === 'problem')) return 'problem'
  if (findings.length > 0) return 'attention'
  return state === 'done' ? 'good' : state
}
