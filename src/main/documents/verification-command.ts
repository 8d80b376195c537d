import { parseArgs } from 'node:util'
import type { FileVerdict } from '../../shared/documents/verdict.ts'
import { isAssistantError } from '../../shared/errors/index.ts'
import type { Language } from '../../shared/settings/model.ts'
import { texts } from '../../shared/text/index.ts'
import { verifyDetached, verifyFile } from './file-work/verify-file.ts'
import { namedFile, trustFrom, UnusableFile } from './trust-files.ts'
import { type Checked, exitCode, reportJson, reportLines } from './verification-report.ts'

export const verificationUsage =
  'verify FILE… [--json] [--detached SIGNATURE] [--root FILE]… [--certificate FILE]… [--crl FILE]…'

export type Terminal = {
  readonly out: (text: string) => void
  readonly complain: (text: string) => void
  readonly language: Language
  readonly now: Date
}

const read = (args: readonly string[]) => {
  const options = {
    json: { type: 'boolean' },
    detached: { type: 'string' },
    root: { type: 'string', multiple: true },
    certificate: { type: 'string', multiple: true },
    crl: { type: 'string', multiple: true },
  } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [command, ...files] = positionals
    const tooMany = values.detached !== undefined && files.length > 1
    return command !== 'verify' || files.length === 0 || tooMany ? null : { ...values, files }
  } catch {
    return null
  }
}

/** What the system says about a file that it cannot give (it is missing, a folder, another person's). */
const isOfSystem = (error: unknown): boolean =>
  isAssistantError(error) || (error instanceof Error && 'syscall' in error)

/** One file that cannot be read keeps no other from being verified. */
const checkedOne = async (path: string, verify: () => Promise<FileVerdict>): Promise<Checked> => {
  try {
    return { path, verdict: await verify() }
  } catch (error) {
    if (!isOfSystem(error)) throw error
    return { path, verdict: null }
  }
}

/** Verifies files and says how the command ends. It fetches nothing and writes no file. */
export const runVerification = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  const given = read(args)
  if (given === null) {
    terminal.complain(`npm run sign -- ${verificationUsage}\n`)
    return 2
  }
  const { json, detached, root = [], certificate = [], crl = [], files } = given
  try {
    const trust = await trustFrom({ roots: root, certificates: certificate, crls: crl }, terminal.now)
    const signature = detached === undefined ? null : await namedFile(detached)
    const checked: Checked[] = []
    for (const path of files) {
      const verify = () =>
        signature === null ? verifyFile(path, trust) : verifyDetached(path, signature, trust)
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
