import { type Reason, reasonWeights } from '../../shared/documents/reasons.ts'
import type { FileVerdict, Outcome, SignatureVerdict } from '../../shared/documents/verdict.ts'
import type { Language } from '../../shared/settings/model.ts'
import { texts } from '../../shared/text/index.ts'
import { visible } from '../../shared/visible.ts'

/** `null` is a file that could not be read. */
export type Checked = { readonly path: string; readonly verdict: FileVerdict | null }

/** From the worst to the best; the worst of all files decides how the command ends. */
const codes: readonly (readonly [Outcome | null, number])[] = [
  ['invalid', 1],
  [null, 2],
  ['unreadable', 2],
  ['undecided', 3],
  ['unsigned', 4],
]

/** How the command ends: docs/documents.md lists the codes. */
export const exitCode = (checked: readonly Checked[]): number => {
  const outcomes = new Set(checked.map(({ verdict }) => verdict?.outcome ?? null))
  return codes.find(([outcome]) => outcomes.has(outcome))?.[1] ?? 0
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
export const reportLines = ({ path, verdict }: Checked, language: Language): readonly string[] => {
  const { outcomes, colon, notRead } = texts(language).verification
  if (verdict === null) return [`${visible(path)}${colon}${notRead}`]
  return [
    `${visible(path)}${colon}${outcomes[verdict.outcome]}`,
    ...verdict.reasons.map((reason) => reasonLine(reason, language)),
    ...verdict.signatures.flatMap((signature) => signatureLines(signature, language)),
  ]
}

/** What a program reads: docs/documents.md describes it. Fields are only ever added to a version. */
export const reportJson = (checked: readonly Checked[]): string =>
  JSON.stringify({
    version: 1,
    files: checked.map(({ path, verdict }) => ({
      path,
      ...(verdict ?? { kind: null, outcome: 'unreadable', signatures: [], reasons: [] }),
    })),
  })
