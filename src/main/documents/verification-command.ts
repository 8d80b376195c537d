import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Trust } from '../../documents/index.ts'
import type { FileVerdict } from '../../shared/documents/verdict.ts'
import { AssistantError, isAssistantError, reportOf } from '../../shared/errors/index.ts'
import type { Language } from '../../shared/settings/model.ts'
import { texts } from '../../shared/text/index.ts'
import { pairOf, type VerifiedPair } from './companions.ts'
import { lookAt } from './content-kind.ts'
import { namedFile, trustFrom, UnusableFile } from './trust-files.ts'
import { type Checked, exitCode, reportJson, reportLines } from './verification-report.ts'

export type Terminal = {
  readonly out: (text: string) => void
  readonly complain: (text: string) => void
  readonly language: Language
  readonly now: Date
}

/** How the window judges: what it relies on, and what does the work. */
export type Judging = {
  readonly relied: (home: string | undefined) => Pick<Trust, 'roots' | 'certificates'>
  readonly verify: (pair: VerifiedPair, trust: Trust) => Promise<FileVerdict>
}

const options = {
  json: { type: 'boolean' },
  detached: { type: 'string' },
  root: { type: 'string', multiple: true },
  certificate: { type: 'string', multiple: true },
  crl: { type: 'string', multiple: true },
  home: { type: 'string' },
} as const

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch {
    throw new AssistantError('command-wrong', { command: 'verify' })
  }
}

const read = (args: readonly string[]) => {
  const { values, positionals: files } = parsed(args)
  const tooMany = values.detached !== undefined && files.length > 1
  if (files.length === 0 || tooMany) throw new AssistantError('command-wrong', { command: 'verify' })
  return { ...values, files }
}

/** The file as the window would take it onto its list: a signature that stands beside it counts. */
const pairAt = async (path: string, detached: string | undefined): Promise<VerifiedPair> =>
  detached === undefined
    ? pairOf(path, (await lookAt(path)).content, null)
    : { path, signature: detached, own: false }

/** One file that cannot be judged keeps no other from being verified. */
const checkedOne = async (path: string, verify: () => Promise<FileVerdict>): Promise<Checked> => {
  try {
    return { path, verdict: await verify(), error: null }
  } catch (error) {
    if (isAssistantError(error)) return { path, verdict: null, error: reportOf(error) }
    if (error instanceof Error && 'syscall' in error)
      return { path, verdict: null, error: { code: 'document-unreadable', params: {} } }
    throw error
  }
}

/** Verifies files and says how the command ends. It fetches nothing and writes no file. */
export const runVerification = async (
  args: readonly string[],
  terminal: Terminal,
  judging: Judging,
): Promise<number> => {
  const { json, detached, root = [], certificate = [], crl = [], files, home } = read(args)
  try {
    const named = { roots: root, certificates: certificate, crls: crl }
    const trust = await trustFrom(named, judging.relied(home), terminal.now)
    if (detached !== undefined) await namedFile(detached)
    const checked: Checked[] = []
    for (const path of files) {
      const verify = async () => judging.verify(await pairAt(resolve(path), detached), trust)
      checked.push(await checkedOne(path, verify))
    }
    const lines = checked.flatMap((one) => reportLines(one, terminal.language))
    terminal.out(`${json === true ? reportJson(checked) : lines.join('\n')}\n`)
    return exitCode(checked)
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error
    const { notRead, colon } = texts(terminal.language).verification
    terminal.complain(`${notRead}${colon}${error.path}\n`)
    return 2
  }
}
