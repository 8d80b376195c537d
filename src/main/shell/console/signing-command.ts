import { join } from 'node:path'
import { AssistantError, explain, reportOf } from '../../../shared/errors/index.ts'
import { texts } from '../../../shared/text/index.ts'
import { createApplication } from '../../application.ts'
import type { Terminal } from '../../documents/verification-command.ts'
import { openLog } from '../../log/log.ts'
import { settledWithin } from '../../state/settled.ts'
import { openHome } from '../home.ts'
import { lockHome } from '../home-lock.ts'
import { ownClient } from '../own-client.ts'
import { createWebShell } from '../web/web-shell.ts'
import { consolePlaces, homeNamed } from './places.ts'
import { readArguments, type SigningCommand } from './signing/arguments.ts'
import type { Desk } from './signing/desk.ts'
import { NotOne } from './signing/named.ts'
import { listed } from './signing/report.ts'
import { worked } from './signing/work.ts'

// certificates, sign, encrypt, decrypt: docs/console.md says how it ends and what --json prints. The
// command is an assistant of its own, without a page, for as long as the work takes.

const settledAtTheLatest = 30_000

const withAssistant = async (home: string, terminal: Terminal, work: (desk: Desk) => Promise<number>) => {
  const places = consolePlaces()
  const log = openLog({ folder: join(home, 'logs'), now: () => new Date() })
  const application = createApplication({
    ...{ home, version: places.version, resources: places.resources, build: places.build, log: log.write },
    shell: createWebShell({ bundle: places.bundle, pages: () => 0, quit: () => {}, command: [] }),
    // Pages of other programs have nothing to look for here.
    webPorts: ({ ports }) => ports.map(({ tls }) => ({ numbers: [0], tls })),
  })
  await application.start()
  try {
    await settledWithin(application.state, settledAtTheLatest)
    return await work({ application, client: ownClient(application.serve), terminal })
  } finally {
    await application.stop()
  }
}

const complained = (error: unknown, { complain, language }: Terminal): number => {
  if (error instanceof NotOne) {
    complain(`${texts(language).verification.notRead}${texts(language).verification.colon}${error.message}\n`)
    return 2
  }
  const report = errorIn(error)
  const { happened, next, hotline } = explain(report, language)
  complain(`${happened} ${next} [${hotline}]\n`)
  return 2
}

/** A refusal of the contract carries its report. */
const errorIn = (error: unknown) => {
  const data = error instanceof Error && 'data' in error ? error.data : null
  const isReport = typeof data === 'object' && data !== null && 'code' in data && 'params' in data
  return isReport ? (data as ReturnType<typeof reportOf>) : reportOf(error)
}

/** Signs, encrypts or decrypts files, and says how the command ends. */
export const runSigning = async (
  command: SigningCommand,
  args: readonly string[],
  terminal: Terminal,
): Promise<number> => {
  const given = readArguments(command, args)
  if (given === null) throw new AssistantError('command-wrong', { command })
  try {
    const home = homeNamed(given.home)
    openHome(home)
    const lock = lockHome(home)
    if (lock === null) {
      terminal.complain(`${explain({ code: 'already-running', params: {} }, terminal.language).happened}\n`)
      return 2
    }
    try {
      return await withAssistant(home, terminal, (desk) =>
        given.command === 'certificates'
          ? Promise.resolve(listed(desk, given.json === true))
          : worked(desk, given),
      )
    } finally {
      lock.release()
    }
  } catch (error) {
    return complained(error, terminal)
  }
}
