import type { Fault, FaultAction, FaultTarget } from '../../src/native/virtual-ukey/faults.ts'
import type { Face } from '../house/tokens.ts'
import { below, pick, type Random } from '../random.ts'
import {
  type Case,
  nameOf,
  type OperationName,
  type Outcome,
  operationNames,
  runCase,
  type Stage,
} from './ukey-stage.ts'

export type Ran = { readonly name: string; readonly outcome: Outcome }

export const run = async (stage: Stage, one: Case): Promise<Ran> => ({
  name: nameOf(one),
  outcome: await runCase(stage, one),
})

// More calls than any operation makes. If the suite never stopped counting, that would be an error of its own.
const MOST_CALLS = 160

/** Pulls the key out at the first call of an operation, then at the second, and so on until the operation succeeds. */
export async function* unplugEverywhere(
  stage: Stage,
  operation: OperationName,
  step = 1,
): AsyncGenerator<Ran> {
  for (let nth = 1; nth < MOST_CALLS; nth += step) {
    const ran = await run(stage, { operation, fault: { on: 'any', nth, action: { kind: 'removed' } } })
    yield ran
    if (!ran.outcome.fired) return
  }
}

/** The call that does each operation's own work. Faults strike before it and after it. */
const hearts: Readonly<Record<Face, Readonly<Record<OperationName, FaultTarget>>>> = {
  pkcs11: {
    generate: 'generate',
    sign: 'sign',
    import: 'C_CreateObject',
    write: 'C_CreateObject',
    data: 'C_CreateObject',
    login: 'login',
  },
  skf: {
    generate: 'generate',
    sign: 'sign',
    import: 'SKF_ImportECCKeyPair',
    write: 'SKF_ImportCertificate',
    data: 'SKF_CreateFile',
    login: 'login',
  },
}

const endings: readonly FaultAction[] = [{ kind: 'hang' }, { kind: 'segv' }, { kind: 'kill' }]

/** A hang, SIGSEGV and SIGKILL in the middle of each operation, before its work and after it. */
export const middlesOf = (face: Face): readonly Case[] =>
  operationNames.flatMap((operation) =>
    endings.flatMap((action) =>
      [false, true].map(
        (after): Case => ({
          operation,
          fault: { on: hearts[face][operation], action, after },
        }),
      ),
    ),
  )

/** A wrong PIN and a host that ends before it could report. One try is used, not two. */
export const wrongPins: readonly Case[] = endings.flatMap((action) =>
  [false, true].map(
    (after): Case => ({ operation: 'login', fault: { on: 'login', action, after }, pin: 'wrong-pin' }),
  ),
)

const randomAction = (random: Random): FaultAction =>
  pick<FaultAction>(random, [
    { kind: 'removed' },
    { kind: 'removed' },
    { kind: 'removed' },
    { kind: 'segv' },
    { kind: 'kill' },
    { kind: 'hang' },
    { kind: 'full' },
    { kind: 'garbage' },
    { kind: 'return', code: 0x30 },
    { kind: 'return', code: 0x05 },
  ])

// Roughly how often an operation makes a call of each kind. A fault beyond that does not happen.
const reach = { any: 24, find: 9, read: 6, create: 2, write: 2, session: 3, login: 1 } as const

const randomFault = (random: Random): Fault => {
  const on = pick<keyof typeof reach>(random, [
    'any',
    'any',
    'any',
    'find',
    'read',
    'create',
    'write',
    'session',
    'login',
  ])
  const nth = 1 + below(random, reach[on])
  return { on, nth, action: randomAction(random), after: random() < 0.4 }
}

/** A random fault in a random operation. */
export const randomCase = (random: Random): Case => {
  const operation = pick<OperationName>(random, ['generate', 'sign', 'import', 'write', 'data', 'login'])
  if (random() < 0.2) return { operation, fault: null, killAfter: below(random, 60) }
  return { operation, fault: randomFault(random) }
}
