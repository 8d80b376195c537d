import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fromBase64, toBase64 } from '../../pki/index.ts'
import { errorOf } from '../../shared/errors/index.ts'
import type { LoopbackTrustFinding } from '../../shared/models/index.ts'
import type { RunCommand } from '../certificate-store/run-command.ts'
import { writeAtomically } from '../files/atomic-file.ts'
import { makeLoopbackCertificate } from './loopback-certificate.ts'
import { storeOfId, type TrustedAuthority, type TrustStore } from './stores.ts'
import type { LoopbackTls } from './tls.ts'
import { type Placed, readTrustFile, type TrustFile, writeTrustFile } from './trust-file.ts'

export type LoopbackTrustParts = {
  readonly folder: string
  readonly stores: () => readonly TrustStore[]
  readonly run: RunCommand
  readonly clock: () => Date
  readonly log: (line: string) => void
}

export type LoopbackTrust = LoopbackTls & {
  finding(): LoopbackTrustFinding
  /** With the person's word only: makes a certificate if there is none and has every store trust it. */
  trust(): Promise<void>
  /** Takes it out of every store and destroys it. */
  remove(): Promise<void>
  /** The authority that browsers are to trust now; null if there is none. */
  placed(): Pick<TrustedAuthority, 'sha1'> | null
  /** Takes the present one out of these stores only. */
  untrust(storeIds: readonly string[]): Promise<void>
  /** Makes a new one before the old one is over, and finds stores that have come since. */
  look(): Promise<void>
}

const day = 86_400_000
const renewBefore = 30 * day

const isSame = (one: Pick<Placed, 'store' | 'sha1'>, other: Pick<Placed, 'store' | 'sha1'>): boolean =>
  one.store === other.store && one.sha1 === other.sha1

export const createLoopbackTrust = ({
  folder,
  stores,
  run,
  clock,
  log,
}: LoopbackTrustParts): LoopbackTrust => {
  const path = join(folder, 'loopback.json')
  const listeners: (() => void)[] = []
  let kept = readTrustFile(path)
  let failed: LoopbackTrustFinding['report'] = null
  let queue: Promise<void> = Promise.resolve()

  const keep = (next: TrustFile): void => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeTrustFile(path, next)
    kept = next
  }

  const fileOf = ({ sha1, authority }: Pick<Placed, 'sha1' | 'authority'>): string => {
    const file = join(folder, `${sha1}.cer`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeAtomically(file, fromBase64(authority))
    return file
  }

  const fails = (said: string, store: TrustStore, missing: boolean): void => {
    failed = missing
      ? { code: 'loopback-trust-absent', params: { tool: store.tool } }
      : { code: 'loopback-trust-failed', params: {} }
    log(`the store ${store.id} said: ${said}`)
  }

  const place = async (store: TrustStore, current: NonNullable<TrustFile['current']>): Promise<void> => {
    const { sha1, authority } = current
    const one = { store: store.id, sha1, authority }
    // Written down first, so that it is removed again even if everything ends in between.
    keep({ ...kept, placed: [...kept.placed.filter((each) => !isSame(each, one)), one] })
    if (store.create !== undefined) {
      mkdirSync(store.create.folder, { recursive: true, mode: 0o700 })
      await run(store.create.command)
    }
    const { outcome, said } = await run(store.add({ file: fileOf(one), sha1 }))
    if (outcome === 'done') return
    keep({ ...kept, placed: kept.placed.filter((each) => each !== one) })
    fails(said, store, outcome === 'missing')
  }

  const takeOut = async (one: Placed): Promise<void> => {
    const store = storeOfId(one.store)
    if (store === null) return
    // If the person or the browser has removed it already, it is gone as well.
    const { outcome, said } = await run(store.remove({ file: fileOf(one), sha1: one.sha1 }))
    if (outcome === 'missing') return fails(said, store, true)
    rmSync(join(folder, `${one.sha1}.cer`), { force: true })
    keep({ ...kept, placed: kept.placed.filter((each) => each !== one) })
  }

  const takeOutAll = async (which: (one: Placed) => boolean): Promise<void> => {
    for (const one of kept.placed.filter(which)) await takeOut(one)
  }

  const changed = (): void => {
    for (const listener of listeners) listener()
  }

  const renew = (): void => {
    const { authority, notAfter, ...rest } = makeLoopbackCertificate(clock())
    keep({ ...kept, current: { ...rest, authority: toBase64(authority), notAfter: notAfter.toISOString() } })
    changed()
  }

  const isOver = (): boolean =>
    kept.current !== null && Date.parse(kept.current.notAfter) - clock().getTime() < renewBefore

  const isPlaced = (store: TrustStore, { sha1 }: Pick<Placed, 'sha1'>): boolean =>
    kept.placed.some((each) => isSame(each, { store: store.id, sha1 }))

  /** `again` also fills the stores that should have it, because the person or a browser may have taken it away. */
  const bring = async (again: boolean): Promise<void> => {
    failed = null
    if (kept.current === null || isOver()) renew()
    const { current } = kept
    if (current === null) return
    for (const store of stores()) if (again || !isPlaced(store, current)) await place(store, current)
    await takeOutAll(({ sha1 }) => sha1 !== current.sha1)
  }

  /** One thing after another: two at once would see each other's half-done work. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work)
    queue = done.catch(() => undefined)
    return done
  }

  const complain = (): void => {
    if (failed !== null) throw errorOf(failed)
  }

  return {
    tlsFor: () => (kept.current === null ? null : { cert: kept.current.chain, key: kept.current.key }),
    onTlsChange: (listener) => void listeners.push(listener),
    finding: () => ({
      state: kept.current === null ? 'off' : failed === null ? 'trusted' : 'failed',
      stores: kept.placed.flatMap(({ store }) => storeOfId(store)?.kind ?? []),
      notAfter: kept.current?.notAfter ?? null,
      report: failed,
    }),
    trust: () => inTurn(() => bring(true)).then(complain),
    remove: () =>
      inTurn(async () => {
        failed = null
        keep({ ...kept, current: null })
        changed()
        await takeOutAll(() => true)
        if (kept.placed.length === 0) rmSync(folder, { recursive: true, force: true })
      }).then(complain),
    placed: () => (kept.current === null ? null : { sha1: kept.current.sha1 }),
    untrust: (storeIds) =>
      inTurn(async () => {
        failed = null
        await takeOutAll(({ store, sha1 }) => storeIds.includes(store) && sha1 === kept.current?.sha1)
      }).then(complain),
    look: () => inTurn(async () => (kept.current === null ? undefined : bring(false))),
  }
}
