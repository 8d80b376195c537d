import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { texts } from '../../../shared/text/index.ts'
import { createApplication } from '../../application.ts'
import type { DiagnosisData } from '../../diagnosis/report.ts'
import { openLog } from '../../log/log.ts'
import { chooseHome, openHome } from '../home.ts'
import { lockHome } from '../home-lock.ts'
import { placesFrom } from '../resources.ts'
import { askForDiagnosis } from '../second-start.ts'
import { CannotStart, startFailureLine, startFailureOf, terminalLanguage } from '../start-failure.ts'
import { createWebShell } from './web-shell.ts'

// npm run diagnose [-- --json] [--home DIR]: the system check from the command line. It ends with 0 if nothing was
// found, with 1 if something was, and with 2 if the check could not be done.

const settledAtTheLatest = 8_000

type Flags = { readonly json: boolean; readonly home: string | undefined }

/** null if there is anything else on the command line. */
const readFlags = (args: readonly string[]): Flags | null => {
  try {
    const options = { json: { type: 'boolean' }, home: { type: 'string' } } as const
    const { values } = parseArgs({ args: [...args], options })
    return { json: values.json === true, home: values.home }
  } catch {
    return null
  }
}

/** An assistant of its own, without a page, for as long as the check takes. */
const checkedHere = async (home: string): Promise<string> => {
  const places = placesFrom(import.meta.dirname, null)
  const log = openLog({ folder: join(home, 'logs'), now: () => new Date() })
  const application = createApplication({
    ...{ home, version: places.version, resources: places.resources, build: places.build, log: log.write },
    shell: createWebShell({ bundle: places.bundle, pages: () => 0, quit: () => {}, command: [] }),
  })
  await application.start()
  const end = performance.now() + settledAtTheLatest
  while (!application.state.current().settled && performance.now() < end) await pause(50)
  const data = await application.diagnose()
  await application.stop()
  return data
}

/** By the assistant that runs on this folder, or by one of its own if none does. */
const checked = async (home: string): Promise<string> => {
  openHome(home)
  const lock = lockHome(home)
  if (lock !== null) return checkedHere(home)
  const data = await askForDiagnosis(home)
  if (data === null)
    throw new CannotStart({ kind: 'report', report: { code: 'already-running', params: {} } })
  return data
}

const linesOf = ({ steps }: DiagnosisData): readonly string[] => {
  const { stepNames, lights, reportHead } = texts(terminalLanguage()).diagnosis
  return steps.flatMap(({ id, light, findings }) => [
    `${stepNames[id]}${reportHead.colon}${lights[light]}`,
    ...findings.flatMap(({ title, happened, next }) => [`  * ${title}`, `    ${happened}`, `    ${next}`]),
  ])
}

const run = async (): Promise<number> => {
  const flags = readFlags(process.argv.slice(2))
  if (flags === null) {
    process.stderr.write('npm run diagnose -- [--json] [--home DIR]\n')
    return 2
  }
  const { env, platform } = process
  const home = chooseHome(flags.home, { env, platform, userFolder: homedir() })
  const text = await checked(home)
  const data: DiagnosisData = JSON.parse(text)
  process.stdout.write(`${flags.json ? text : linesOf(data).join('\n')}\n`)
  return data.steps.some(({ findings }) => findings.length > 0) ? 1 : 0
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${startFailureLine(startFailureOf(error), terminalLanguage())}\n`)
    process.exit(2)
  },
)
