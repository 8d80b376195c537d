import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { ukeyFile } from './ukey.ts'

/** Groups of functions, as faults.c knows them; any C_… name of PKCS#11 does as well. */
export const FAULT_GROUPS = [
  'any',
  'sign',
  'decrypt',
  'encrypt',
  'generate',
  'login',
  'pin',
  'find',
  'read',
  'create',
  'write',
  'session',
] as const

export type FaultTarget = (typeof FAULT_GROUPS)[number] | `C_${string}`

export type FaultAction =
  /** Pulled out: the plug file goes, the call gives CKR_DEVICE_REMOVED. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'segv' }
  /** SIGKILL to the process that has the library open. */
  | { readonly kind: 'kill' }
  /** CKR_DEVICE_MEMORY. */
  | { readonly kind: 'full' }
  | { readonly kind: 'return'; readonly code: number }
  /** The call works, but the length it gives back is absurd. */
  | { readonly kind: 'garbage'; readonly length?: number }

export interface Fault {
  /** A function, a group, or any call that concerns the key. */
  readonly on: FaultTarget
  /** At the n-th such call from now on, counted over all processes; 1 is the next. */
  readonly nth?: number
  readonly action: FaultAction
  /** After the call did its work, instead of before. */
  readonly after?: boolean
  /** From the n-th call on always, instead of once. */
  readonly forever?: boolean
}

const isTarget = (target: string): target is FaultTarget =>
  /^C_[A-Za-z]+$/.test(target) || FAULT_GROUPS.some((group) => group === target)

/** Throws unless the word is a C_ function or a group. */
export function checkTarget(target: string): FaultTarget {
  if (isTarget(target)) return target
  throw new Error(`not a C_ function or one of ${FAULT_GROUPS.join(', ')}: ${target}`)
}

function actionText(action: FaultAction): string {
  if (action.kind === 'return') return `return 0x${action.code.toString(16)}`
  if (action.kind === 'garbage' && action.length !== undefined) return `garbage ${action.length}`
  return action.kind
}

/** Adds a fault to a key, or to the whole library when the key is named `library`. */
export function addFault(home: string, id: string, fault: Fault): void {
  const nth = fault.nth ?? 1
  if (!Number.isInteger(nth) || nth < 1 || nth > 999_999) throw new Error(`not the number of a call: ${nth}`)
  const count = String(nth).padStart(6, '0') // fixed width: counted down in place
  const words = [count, checkTarget(fault.on), actionText(fault.action)]
  if (fault.after) words.push('after')
  if (fault.forever) words.push('forever')
  appendFileSync(ukeyFile(home, id, '.faults'), `${words.join(' ')}\n`)
}

export function clearFaults(home: string, id: string): void {
  rmSync(ukeyFile(home, id, '.faults'), { force: true })
}

/** The lines of the fault file; one that begins with zeros only has happened. */
export function readFaults(home: string, id: string): readonly string[] {
  const path = ukeyFile(home, id, '.faults')
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
}

/** True when no fault of the key is still waiting to happen. */
export function faultsSpent(home: string, id: string): boolean {
  return readFaults(home, id).every((line) => /^0+ /.test(line))
}

/** How many milliseconds the key takes for each kind of call; replaces what was set. */
export function setDelays(home: string, id: string, delays: Partial<Record<FaultTarget, number>>): void {
  const lines = Object.entries(delays).map(([target, ms]) => `${ms} ${checkTarget(target)}\n`)
  const path = ukeyFile(home, id, '.delays')
  if (lines.length === 0) rmSync(path, { force: true })
  else writeFileSync(path, lines.join(''))
}

/** The delays as they are set. */
export function readDelays(home: string, id: string): Readonly<Record<string, number>> {
  const path = ukeyFile(home, id, '.delays')
  if (!existsSync(path)) return {}
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return Object.fromEntries(lines.map((line) => [line.split(' ')[1] ?? '', Number(line.split(' ')[0])]))
}
