import { type Reason, reasonWeights } from '../../shared/documents/reasons.ts'
import type { FileVerdict, Outcome, SignatureVerdict } from '../../shared/documents/verdict.ts'
import { type ErrorReport, explain } from '../../shared/errors/index.ts'
import type { Language } from '../../shared/settings/model.ts'
import { texts } from '../../shared/text/index.ts'
import { visible } from '../../shared/visible.ts'

/** A file, and the verdict, or why there is none. */
export type Checked = { readonly path: string } & (
  | { readonly verdict: FileVerdict; readonly error: null }
  | { readonly verdict: null; readonly error: ErrorReport }
)

type End = 'good' | 'not-good' | 'not-judged'

const ends: Readonly<Record<Outcome, End>> = {
  valid: 'good',
  invalid: 'not-good',
  undecided: 'not-judged',
  unsigned: 'not-judged',
  unreadable: 'not-judged',
}

/** What is no document and no message was not found to be wrong: it is too large, or changed while it was read. */
const endOf = ({ verdict }: Checked): End =>
  verdict === null || verdict.kind === null ? 'not-judged' : ends[verdict.outcome]

/** How the command ends: by the worst of the files. docs/console.md lists the codes. */
export const exitCode = (checked: readonly Checked[]): number => {
  const found = new Set(checked.map(endOf))
  if (found.has('not-good')) return 1
  return found.has('not-judged') ? 2 : 0
}

const reasonLine = ({ code, details }: Reason, language: Language): string => {
  const { reasons, weights, colon, comma } = texts(language).verification
  const names = details.length > 0 ? `${colon}${details.join(comma)}` : ''
  return `    [${weights[reasonWeights[code]]}] ${reasons[code]}${names}`
}

const factLines = ({ signer, seal, time }: SignatureVerdict, language: Language): readonly string[] => {
  const words = texts(language).verification
  const fact = (name: string, value: string) => `    ${name}${words.colon}${value}`
  return [
    ...(signer.state === 'named' ? [fact(words.signer, signer.certificate.subject)] : []),
    ...(seal.state === 'sealed' ? [fact(words.seal, seal.name)] : []),
    ...(time.state === 'none' ? [] : [fact(words[time.state], time.at)]),
  ]
}

const signatureLines = (verdict: SignatureVerdict, language: Language): readonly string[] => {
  const words = texts(language).verification
  const { id, outcome, integrity, reasons } = verdict
  return [
    `  ${words.signature} ${visible(id)}${words.colon}${words.outcomes[outcome]}${words.comma}${words.integrity[integrity]}`,
    ...factLines(verdict, language),
    ...reasons.map((reason) => reasonLine(reason, language)),
  ]
}

/** What a person reads about one file. */
export const reportLines = ({ path, verdict, error }: Checked, language: Language): readonly string[] => {
  const { outcomes, colon } = texts(language).verification
  if (verdict === null) {
    const { happened, next, hotline } = explain(error, language)
    return [`${visible(path)}${colon}${happened} ${next} [${hotline}]`]
  }
  return [
    `${visible(path)}${colon}${outcomes[verdict.outcome]}`,
    ...verdict.reasons.map((reason) => reasonLine(reason, language)),
    ...verdict.signatures.flatMap((signature) => signatureLines(signature, language)),
  ]
}

/** What a program reads: docs/console.md describes it. Fields are only ever added to a version. */
export const reportJson = (checked: readonly Checked[]): string =>
  JSON.stringify({
    version: 1,
    files: checked.map(({ path, verdict, error }) => ({
      ...{ path, error: error?.code ?? null },
      ...(verdict ?? { kind: null, outcome: 'unreadable', signatures: [], reasons: [] }),
    })),
  })
