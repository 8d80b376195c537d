import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../../shared/contract/index.ts'
import type { DocumentWork } from '../../../shared/documents/contract.ts'
import type { DocumentView } from '../../../shared/documents/model.ts'
import { explain, reportOf } from '../../../shared/errors/index.ts'
import type { CertificateView, PromptOf, Snapshot } from '../../../shared/models/index.ts'
import { texts } from '../../../shared/text/index.ts'
import { type Application, createApplication } from '../../application.ts'
import type { Terminal } from '../../documents/verification-command.ts'
import { openLog } from '../../log/log.ts'
import { chooseHome, openHome } from '../home.ts'
import { lockHome } from '../home-lock.ts'
import { ownClient } from '../own-client.ts'
import { placesFrom } from '../resources.ts'
import { pinFrom, pinTyped } from './pin-input.ts'
import { createWebShell } from './web-shell.ts'

// npm run sign -- certificates|sign|encrypt|decrypt: docs/documents.md says how it ends and what --json prints. The
// command is an assistant of its own, without a page, for as long as the work takes.

export const signingUsage = [
  'certificates [--json] [--home DIR]',
  'sign FILE… --with NAME [--attached] [--pin-fd N] [--json] [--home DIR]',
  'encrypt FILE… --to NAME-OR-FILE… [--with NAME] [--pin-fd N] [--json] [--home DIR]',
  'decrypt FILE… [--pin-fd N] [--json] [--home DIR]',
] as const

const options = {
  json: { type: 'boolean' },
  attached: { type: 'boolean' },
  with: { type: 'string' },
  to: { type: 'string', multiple: true },
  'pin-fd': { type: 'string' },
  home: { type: 'string' },
} as const

const commands = ['certificates', 'sign', 'encrypt', 'decrypt'] as const
type Command = (typeof commands)[number]

const isCommand = (name: string | undefined): name is Command => commands.some((one) => one === name)

const read = (args: readonly string[]) => {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [command, ...files] = positionals
    const descriptor = values['pin-fd']
    if (!isCommand(command) || (descriptor !== undefined && !/^\d{1,4}$/.test(descriptor))) return null
    if ((command === 'certificates') !== (files.length === 0)) return null
    if (command === 'sign' && values.with === undefined) return null
    if (command === 'encrypt' && (values.to ?? []).length === 0) return null
    return { ...values, command, files, descriptor: descriptor === undefined ? null : Number(descriptor) }
  } catch {
    return null
  }
}
type Given = NonNullable<ReturnType<typeof read>>

type Client = ContractRouterClient<Contract>
type Desk = { readonly application: Application; readonly client: Client; readonly terminal: Terminal }

/** Something that the person named and that is not here, or is here more than once. */
class NotOne extends Error {
  override readonly name = 'NotOne'
}

const settledAtTheLatest = 30_000

const settled = async ({ state }: Application): Promise<void> => {
  const end = performance.now() + settledAtTheLatest
  while (!state.current().settled && performance.now() < end) await pause(50)
}

const certificatesOf = ({ tokens }: Snapshot): readonly CertificateView[] =>
  tokens.flatMap(({ pairs }) =>
    pairs.flatMap(({ signing, encryption }) =>
      [signing, signing === encryption ? null : encryption].flatMap((one) => one ?? []),
    ),
  )

const isNamed = (one: CertificateView, name: string, { tokens }: Snapshot): boolean => {
  const token = tokens.find(({ id }) => id === one.tokenId)
  return [one.id, one.serial, one.holder, token?.id, token?.serial, token?.label].some(
    (known) => known === name,
  )
}

const signerNamed = (snapshot: Snapshot, name: string): string => {
  const signs = certificatesOf(snapshot).filter(({ use }) => use === 'signing' || use === 'both')
  const found = signs.filter((one) => isNamed(one, name, snapshot))
  const inForce = found.filter(({ daysLeft }) => daysLeft >= 0)
  const [only, ...others] = inForce.length > 0 ? inForce : found
  if (only === undefined || others.length > 0) throw new NotOne(name)
  return only.id
}

const recipientsNamed = async ({ client }: Desk, names: readonly string[]): Promise<readonly string[]> => {
  const ids: string[] = []
  for (const name of names) {
    const before = await client.documents.recipients()
    const known = before.filter(
      ({ id, holder, obstacle }) => obstacle === null && (id === name || holder === name),
    )
    if (known.length > 1) throw new NotOne(name)
    if (known[0]) ids.push(known[0].id)
    else {
      const file = readNamed(name).toString('base64')
      const after = await client.documents.addRecipients({ file })
      const fresh = after.filter(({ id }) => !before.some((one) => one.id === id))
      const usable = fresh.filter(({ obstacle }) => obstacle === null)
      if (usable.length === 0) throw new NotOne(name)
      ids.push(...usable.map(({ id }) => id))
    }
  }
  return ids
}

const readNamed = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch {
    throw new NotOne(path)
  }
}

const workOf = async (desk: Desk, given: Given): Promise<DocumentWork> => {
  const snapshot = desk.application.state.current()
  const signer = given.with === undefined ? null : signerNamed(snapshot, given.with)
  if (given.command === 'decrypt') return { kind: 'decrypt' }
  if (given.command === 'encrypt')
    return { kind: 'encrypt', recipients: await recipientsNamed(desk, given.to ?? []), signer }
  const content = given.attached === true ? 'attached' : 'detached'
  return { kind: 'sign', certificateId: signer ?? '', as: { form: 'message', content } }
}

/** Answers the question for the PIN. A PIN from a descriptor is tried once, so that no program locks a key. */
const answerPins = ({ application, client, terminal }: Desk, { descriptor }: Given): (() => void) => {
  const seen = new Set<string>()
  const given = descriptor === null ? null : pinFrom(descriptor)
  let used = false
  const pinFor = async ({ problem }: PromptOf<'pin'>): Promise<string | null> => {
    if (problem !== null) terminal.complain(`${explain(problem, terminal.language).happened}\n`)
    if (given === null) return pinTyped('PIN: ')
    if (used) return null
    used = true
    return given
  }
  const answer = async (prompt: PromptOf<'pin'>): Promise<void> => {
    const token = application.state.current().tokens.find(({ id }) => id === prompt.tokenId)
    if (token?.pin.entryOnDevice === true) {
      const pin = { entry: 'on-device' } as const
      return client.prompt.answer({ kind: 'pin', promptId: prompt.id, pin, tries: 'careful' })
    }
    const text = await pinFor(prompt)
    if (text === null) return client.prompt.answer({ kind: 'refuse', promptId: prompt.id })
    const pin = { entry: 'typed', pin: text } as const
    return client.prompt.answer({ kind: 'pin', promptId: prompt.id, pin, tries: 'careful' })
  }
  return application.state.subscribe(({ prompt }) => {
    if (prompt?.kind !== 'pin' || seen.has(prompt.id)) return
    seen.add(prompt.id)
    answer(prompt).catch(() => {})
  })
}

type Line = {
  readonly path: string
  readonly state: 'done' | 'failed' | 'not-done'
  readonly output: string | null
  readonly signature: string | null
  readonly error: string | null
  readonly words: string
}

const lineOf = (path: string, { state }: Pick<DocumentView, 'state'>, { language }: Terminal): Line => {
  const nothing = { path, output: null, signature: null, error: null }
  if (state.is === 'failed') {
    const { title, happened, hotline } = explain(state.error, language)
    return {
      ...nothing,
      state: 'failed',
      error: state.error.code,
      words: `${title} ${happened} [${hotline}]`,
    }
  }
  if (state.is !== 'done' || state.result.kind === 'verified')
    return { ...nothing, state: 'not-done', words: texts(language).documentReport.states.listed }
  const { output } = state.result
  const signature = state.result.kind === 'decrypted' ? state.result.signature : null
  return { ...nothing, state: 'done', output, signature, words: output }
}

const ended = async ({ application, client }: Desk): Promise<'ended' | 'held'> => {
  for (;;) {
    const state = application.state.current().documentJob?.state
    if (state?.is === 'ended') return 'ended'
    if (state?.is === 'held') {
      await client.documents.cancel()
      return 'held'
    }
    await pause(20)
  }
}

const tell = (lines: readonly Line[], { terminal }: Desk, json: boolean): void => {
  const files = lines.map(({ words: _, ...line }) => line)
  terminal.out(
    json
      ? `${JSON.stringify({ version: 1, files })}\n`
      : lines.map(({ path, words }) => `${path}: ${words}\n`).join(''),
  )
}

const worked = async (desk: Desk, given: Given): Promise<number> => {
  const { application, client, terminal } = desk
  const work = await workOf(desk, given)
  const refused: Line[] = []
  const listed: { readonly path: string; readonly id: string }[] = []
  for (const file of given.files) {
    const path = resolve(file)
    const taken = await client.documents.add({ paths: [path] })
    for (const { error } of taken.refused)
      refused.push(lineOf(path, { state: { is: 'failed', error } }, terminal))
    for (const id of taken.added) listed.push({ path, id })
  }
  if (listed.length === 0) {
    tell(refused, desk, given.json === true)
    return 1
  }
  const stop = answerPins(desk, given)
  await client.documents.start({ fileIds: listed.map(({ id }) => id), work })
  const how = await ended(desk)
  stop()
  const { documents } = application.state.current()
  const lines = listed.flatMap(({ path, id }) => {
    const view = documents.find((one) => one.id === id)
    return view ? [lineOf(path, view, terminal)] : []
  })
  tell([...lines, ...refused], desk, given.json === true)
  if (how === 'held' || lines.some(({ state }) => state === 'not-done')) return 3
  return [...lines, ...refused].some(({ state }) => state === 'failed') ? 1 : 0
}

const listed = ({ application, terminal }: Desk, json: boolean): number => {
  const certificates = certificatesOf(application.state.current()).map(
    ({ id, use, holder, issuer, serial, notAfter }) => ({ id, use, holder, issuer, serial, notAfter }),
  )
  terminal.out(
    json
      ? `${JSON.stringify({ version: 1, certificates })}\n`
      : certificates
          .map((one) => `${one.holder}\t${one.use}\t${one.serial}\t${one.notAfter}\t${one.id}\n`)
          .join(''),
  )
  return 0
}

const withAssistant = async (home: string, terminal: Terminal, work: (desk: Desk) => Promise<number>) => {
  const places = placesFrom(import.meta.dirname, null)
  const log = openLog({ folder: join(home, 'logs'), now: () => new Date() })
  const application = createApplication({
    ...{ home, version: places.version, resources: places.resources, build: places.build, log: log.write },
    shell: createWebShell({ bundle: '', pages: () => 0, quit: () => {}, command: [] }),
    // Pages of other programs have nothing to look for here.
    webPorts: ({ ports }) => ports.map(({ tls }) => ({ numbers: [0], tls })),
  })
  await application.start()
  try {
    await settled(application)
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
export const runSigning = async (args: readonly string[], terminal: Terminal): Promise<number> => {
  const given = read(args)
  if (given === null) {
    for (const line of signingUsage) terminal.complain(`npm run sign -- ${line}\n`)
    return 2
  }
  try {
    const surroundings = { env: process.env, platform: process.platform, userFolder: homedir() }
    const home = chooseHome(given.home, surroundings)
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
