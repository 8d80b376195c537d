import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keyring, Token, TokenSession } from '../../../src/native/index.ts'
import type { StepName, TransactionView } from '../../../src/shared/models/index.ts'

/**
 * Where to hold the application while the fault happens. "before": the step before it is on disk, and this one has not
 * begun. "inside": a call of this step to the token has returned, and nothing of it is on disk.
 */
export type Trap = { readonly step: StepName; readonly where: 'before' | 'inside'; readonly call: number }

export type TrapDoor = {
  set(trap: Trap | null): void
  /** Takes every change of the transactions. */
  changed(views: readonly TransactionView[]): void
  /** The keyring with a trap after every call to a token. */
  before(keyring: Keyring): Keyring
}

export const reachedFile = (home: string): string => join(home, 'trap-reached')
export const goOnFile = (home: string): string => join(home, 'trap-go-on')

/** Holds the whole process, as if the machine stood still, until the suite has finished its work. */
const hold = (home: string): void => {
  const nobody = new Int32Array(new SharedArrayBuffer(4))
  writeFileSync(reachedFile(home), '')
  while (!existsSync(goOnFile(home))) Atomics.wait(nobody, 0, 0, 1)
  rmSync(goOnFile(home), { force: true })
}

export const createTrapDoor = (home: string): TrapDoor => {
  let trap: Trap | null = null
  let running: StepName | null = null
  let calls = 0

  const spring = () => {
    trap = null
    hold(home)
  }
  const returned = () => {
    if (trap?.where !== 'inside' || trap.step !== running) return
    calls++
    if (calls >= trap.call) spring()
  }
  const watched = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    returned()
    return result
  }
  const sessionBehind = (session: TokenSession): TokenSession => ({
    pinKept: session.pinKept,
    keys: () => watched(session.keys()),
    generateSm2: (label) => watched(session.generateSm2(label)),
    sign: (keyId, digest, scheme) => watched(session.sign(keyId, digest, scheme)),
    decrypt: (keyId, cipher) => watched(session.decrypt(keyId, cipher)),
    openEnvelope: (keyId, envelope) => watched(session.openEnvelope(keyId, envelope)),
    importPair: (wrapping, label, enveloped) => watched(session.importPair(wrapping, label, enveloped)),
    writeCertificate: (keyId, label, der) => watched(session.writeCertificate(keyId, label, der)),
    certificates: () => watched(session.certificates()),
    removeKey: (keyId) => watched(session.removeKey(keyId)),
    removeCertificate: (objectId) => watched(session.removeCertificate(objectId)),
    data: () => session.data(),
    writeData: (label, value) => session.writeData(label, value),
    removeData: (label) => session.removeData(label),
    writeSeal: (label, value) => watched(session.writeSeal(label, value)),
    removeSeal: (label) => watched(session.removeSeal(label)),
  })
  const tokenBehind = (token: Token): Token => ({
    id: token.id,
    kind: token.kind,
    facts: () => token.facts(),
    certificates: () => token.certificates(),
    verifyPin: (pin) => token.verifyPin(pin),
    changePin: (old, fresh) => token.changePin(old, fresh),
    unlock: (secret, fresh) => token.unlock(secret, fresh),
    withSession: (pin, work) => token.withSession(pin, (session) => work(sessionBehind(session))),
  })

  return {
    set: (wanted) => {
      trap = wanted
      calls = 0
    },
    changed: (views) => {
      running = views.flatMap(({ steps }) => steps).find(({ state }) => state === 'running')?.name ?? null
      if (trap?.where === 'before' && trap.step === running) spring()
    },
    before: (keyring) => ({
      ...keyring,
      current: () => {
        const state = keyring.current()
        return { ...state, tokens: state.tokens.map((one) => ({ ...one, token: tokenBehind(one.token) })) }
      },
      createSoft: async (wanted) => tokenBehind(await watched(keyring.createSoft(wanted))),
      soft: {
        remove: (id) => watched(keyring.soft.remove(id)),
        setAside: (id) => watched(keyring.soft.setAside(id)),
        backup: (wanted, password) => keyring.soft.backup(wanted, password),
        restore: (bytes, password, pin) => keyring.soft.restore(bytes, password, pin),
        adopt: (label, keys, pin) => keyring.soft.adopt(label, keys, pin),
        wantsSecret: (id) => keyring.soft.wantsSecret(id),
        secretHeld: (id, secretId) => watched(keyring.soft.secretHeld(id, secretId)),
      },
    }),
  }
}
