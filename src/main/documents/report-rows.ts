import type { DocumentResult, DocumentState } from '../../shared/documents/model.ts'
import type { FileVerdict, SignatureVerdict } from '../../shared/documents/verdict.ts'
import { explain } from '../../shared/errors/text.ts'
import type { Language } from '../../shared/settings/model.ts'
import type { Texts } from '../../shared/text/index.ts'
import { visible } from '../../shared/visible.ts'
import type { Listed } from './document-list.ts'

/** One line of the report: file, folder, size, result, signer, time, remarks, result's file. */
export type ReportRow = readonly [string, string, string, string, string, string, string, string]

const resultWords = (result: DocumentResult, { documentReport, verification }: Texts): string => {
  switch (result.kind) {
    case 'verified':
      return verification.outcomes[result.outcome]
    case 'signed':
      return documentReport.signed
    case 'encrypted':
      return documentReport.encrypted(result.recipients)
    case 'decrypted':
      return result.signature === null
        ? documentReport.decrypted
        : documentReport.decryptedSigned[result.signature]
  }
}

const stateWords = (state: DocumentState, words: Texts): string =>
  state.is === 'done' ? resultWords(state.result, words) : words.documentReport.states[state.is]

const signerOf = ({ signer }: SignatureVerdict): string =>
  signer.state === 'named' ? visible(signer.certificate.subject) : ''

const timeOf = ({ time }: SignatureVerdict, { documentReport }: Texts): string =>
  time.state === 'none' ? '' : `${time.at}${documentReport[time.state]}`

const reasonsOf = (verdict: FileVerdict, { verification }: Texts): string => {
  const all = [...verdict.reasons, ...verdict.signatures.flatMap(({ reasons }) => reasons)]
  return [...new Set(all.map(({ code }) => verification.reasons[code]))].join('; ')
}

const remarks = ({ view: { state }, verdict }: Listed, words: Texts, language: Language): string => {
  if (state.is === 'failed') {
    const { title, happened, hotline } = explain(state.error, language)
    return `${title}: ${happened} (${hotline})`
  }
  return verdict === null ? '' : reasonsOf(verdict, words)
}

const outputOf = (state: DocumentState): string =>
  state.is === 'done' && state.result.kind !== 'verified' ? visible(state.result.output) : ''

/** What is told of one file, in the reader's language. */
export const reportRow = (one: Listed, words: Texts, language: Language): ReportRow => {
  const { view, verdict } = one
  const signatures = verdict?.signatures ?? []
  const lines = (tell: (signature: SignatureVerdict) => string): string =>
    signatures.map(tell).filter(Boolean).join('; ')
  return [
    view.name,
    view.folder,
    String(view.size),
    stateWords(view.state, words),
    lines(signerOf),
    lines((signature) => timeOf(signature, words)),
    remarks(one, words, language),
    outputOf(view.state),
  ]
}
