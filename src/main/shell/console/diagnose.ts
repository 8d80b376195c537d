import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { Language } from '../../../shared/settings/model.ts'
import { texts } from '../../../shared/text/index.ts'
import type { DiagnosisData } from '../../diagnosis/report.ts'
import type { Terminal } from '../../documents/verification-command.ts'
import { checkSystem } from '../../system-check.ts'
import { refuseNewerFolder } from '../../versions/folder-format.ts'
import { lockHome } from '../home-lock.ts'
import { askForDiagnosis } from '../second-start.ts'
import { createWebShell } from '../web/web-shell.ts'
import { consolePlaces, homeNamed } from './places.ts'

/** As monitoring tools read it: 0 all right, 1 attention, 2 problem (Monitoring Plugins, "Plugin Return Codes"). */
const codes = { problem: 2, attention: 1 } as const

const read = (args: readonly string[]) => {
  try {
    const options = { json: { type: 'boolean' }, home: { type: 'string' } } as const
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new AssistantError('command-wrong', { command: 'diagnose' })
  }
}

/** Where an assistant has ever run, its lock is. Nothing is made only to look. */
const isRunning = (home: string): boolean => {
  if (!existsSync(join(home, 'instance.lock'))) return false
  const lock = lockHome(home)
  lock?.release()
  return lock === null
}

const checkedHere = (home: string, language: Language): Promise<string> => {
  const { version, resources, build, bundle } = consolePlaces()
  const shell = createWebShell({ bundle, pages: () => 0, quit: () => {}, command: [] })
  return checkSystem({ home, version, resources, build, shell, log: () => {} }, language)
}

/** By the assistant that runs on this folder; if none does, the steps are done here. */
const checked = async (home: string, language: Language): Promise<string> => {
  refuseNewerFolder(home)
  if (!isRunning(home)) return checkedHere(home, language)
  const data = await askForDiagnosis(home, language)
  if (data === null) throw new AssistantError('already-running')
  return data
}

const linesOf = ({ steps }: DiagnosisData, language: Language): readonly string[] => {
  const { stepNames, lights, reportHead } = texts(language).diagnosis
  return steps.flatMap(({ id, light, findings }) => [
    `${stepNames[id]}${reportHead.colon}${lights[light]}`,
    ...findings.flatMap(({ title, happened, next }) => [`  * ${title}`, `    ${happened}`, `    ${next}`]),
  ])
}

const worstOf = ({ steps }: DiagnosisData): number =>
  Math.max(0, ...steps.flatMap(({ findings }) => findings.map(({ level }) => codes[level])))

/** diagnose: the system check, as text or JSON. It asks for no PIN. */
export const runDiagnosis = async (args: readonly string[], { out, language }: Terminal): Promise<number> => {
  const { json, home } = read(args)
  // What the check has begun is tidied up when the process ends, also before its time.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(3))
  const text = await checked(homeNamed(home), language)
  const data: DiagnosisData = JSON.parse(text)
  out(`${json === true ? text : linesOf(data, language).join('\n')}\n`)
  return worstOf(data)
}
