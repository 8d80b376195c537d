import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PresentToken } from '../../native/index.ts'
import type { ErrorReport, StoreFinding } from '../../shared/models/index.ts'
import { readable } from '../certificates/chain.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import type { StoreCommands } from './commands.ts'
import { type Registered, readRegistered, writeRegistered } from './registered-file.ts'
import type { Ran, RunCommand } from './run-command.ts'

export type CertificateStore = {
  /** To be called when tokens came or went or the setting changed. */
  look(): void
  /** Tries again what failed. */
  refresh(): void
  finding(): StoreFinding
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>
}

export type CertificateStoreParts = {
  readonly folder: string
  readonly commands: StoreCommands | null
  readonly run: RunCommand
  readonly enabled: () => boolean
  readonly present: () => { readonly settled: boolean; readonly tokens: readonly PresentToken[] }
  readonly log: (line: string) => void
}

type Wanted = Registered & { readonly der: Uint8Array }

const sums = new WeakMap<Uint8Array, string>()

/** The name that a store has for a certificate; the bytes of one are never written to. */
const sha1Of = (der: Uint8Array): string => {
  const sum = sums.get(der) ?? createHash('sha1').update(der).digest('hex')
  sums.set(der, sum)
  return sum
}

const namesOf = (all: readonly Registered[]): ReadonlySet<string> => new Set(all.map(({ sha1 }) => sha1))

const wantedOf = (tokens: readonly PresentToken[]): readonly Wanted[] => {
  const signing = tokens
    .flatMap(({ certificates }) => readable(certificates.map(({ der }) => der)))
    .filter(({ use }) => use === 'signing' || use === 'both')
  const all = signing.map(({ raw }) => {
    const sha1 = sha1Of(raw)
    return [sha1, { sha1, nickname: `cert-assistant ${sha1.slice(0, 16)}`, der: raw }] as const
  })
  return [...new Map(all).values()]
}

/** Registers the signing certificate with the system while its token is present, and removes it when the token goes. */
export const createCertificateStore = (parts: CertificateStoreParts): CertificateStore => {
  const { folder, commands, run, enabled, log } = parts
  const path = join(folder, 'registered.json')
  let registered = readRegistered(path)
  let refused = new Set<string>()
  let report: ErrorReport | null = null
  let queue: Promise<void> = Promise.resolve()

  const keep = (all: readonly Registered[]): void => {
    registered = all
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeRegistered(path, all)
  }

  const judge = ({ outcome, said }: Ran, { tool, name }: StoreCommands): boolean => {
    if (outcome === 'done') return true
    report =
      outcome === 'missing'
        ? { code: 'certificate-store-absent', params: { tool } }
        : { code: 'certificate-store-failed', params: {} }
    log(`the certificate store ${name} said: ${said}`)
    return false
  }

  const add = async (one: Wanted, store: StoreCommands): Promise<void> => {
    const file = join(folder, `${one.sha1}.cer`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeAtomically(file, one.der)
    // Written down first, so that after a kill in between it is removed again and not forgotten.
    keep([...registered, { sha1: one.sha1, nickname: one.nickname }])
    if (judge(await run(store.add({ file, ...one })), store)) return
    refused.add(one.sha1)
    keep(registered.filter(({ sha1 }) => sha1 !== one.sha1))
  }

  const remove = async (one: Registered, store: StoreCommands): Promise<void> => {
    const file = join(folder, `${one.sha1}.cer`)
    // If the person has removed it already, it is gone as well.
    const ran = await run(store.remove({ file, ...one }))
    if (ran.outcome === 'missing') return void judge(ran, store)
    keep(registered.filter(({ sha1 }) => sha1 !== one.sha1))
  }

  const isThere = ({ database }: StoreCommands): boolean => database === null || existsSync(database)

  const make = async (store: StoreCommands): Promise<boolean> => {
    if (store.database === null || store.create === null) return true
    mkdirSync(dirname(store.database), { recursive: true, mode: 0o700 })
    return judge(await run(store.create), store)
  }

  const bring = async (): Promise<void> => {
    const { settled, tokens } = parts.present()
    if (commands === null || !settled) return
    const wanted = enabled() ? wantedOf(tokens) : []
    if (wanted.length > 0 && !isThere(commands) && !(await make(commands))) return
    const names = namesOf(wanted)
    for (const one of registered.filter(({ sha1 }) => !names.has(sha1))) await remove(one, commands)
    const there = namesOf(registered)
    const missing = wanted.filter(({ sha1 }) => !there.has(sha1))
    for (const one of missing) if (!refused.has(one.sha1)) await add(one, commands)
  }

  const look = (): void => {
    queue = queue.then(bring).catch((error: unknown) => {
      report = { code: 'certificate-store-failed', params: {} }
      log(`the certificate store: ${error instanceof Error ? error.message : String(error)}`)
    })
  }

  const stateNow = (): StoreFinding['state'] => {
    if (!enabled()) return 'off'
    if (commands === null || report?.code === 'certificate-store-absent') return 'absent'
    return report === null ? 'fine' : 'failed'
  }

  return {
    look,
    refresh: () => {
      refused = new Set()
      report = null
      look()
    },
    finding: () => ({
      state: stateNow(),
      store: commands?.name ?? '',
      registered: registered.length,
      verified: commands?.verified ?? false,
      report: enabled() ? report : null,
    }),
    settled: () => queue,
  }
}
