import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { ukeyFile } from './ukey.ts'

/** Groups of functions, as in faults.c. Any C_… name of PKCS#11 and any SKF_… name works too. */
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

export type FaultTarget = (typeof FAULT_GROUPS)[number] | `C_${string}` | `SKF_${string}` | `V_${string}`

export type FaultAction =
  /** Pulled out: the plug file goes, the call gives CKR_DEVICE_REMOVED; through SKF, its like. */
  | { readonly kind: 'removed' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'segv' }
  /** SIGKILL to the process that has the library open. */
  | { readonly kind: 'kill' }
  /** CKR_DEVICE_MEMORY. */
  | { readonly kind: 'full' }
  | { readonly kind: 'return'; readonly code: number }
  /** The call works, but returns an absurd length. */
  | { readonly kind: 'garbage'; readonly length?: number }

export interface Fault {
  /** A function, a group, or any call that concerns the key. */
  readonly on: FaultTarget
  /** At the n-th such call from now on, counted across all processes; 1 is the next call. */
  readonly nth?: number
  readonly action: FaultAction
  /** After the call has done its work, instead of before. */
  readonly after?: boolean
  /** Always from the n-th call on, instead of once. */
  readonly forever?: boolean
}

const isTarget = (target: string): target is FaultTarget =>
  /^(C|SKF|V)_[A-Za-z0-9]+$/.test(target) || FAULT_GROUPS.some((group) => group === target)

/** Throws unless the word is a function of either face or a group. */
export const checkTarget = (target: string): FaultTarget => {
  if (isTarget(target)) return target
  throw new Error(`not a C_ or SKF_ function or one of ${FAULT_GROUPS.join(', ')}: ${target}`)
}

const actionText = (action: FaultAction): string => {
  if (action.kind === 'return') return `return 0x${action.code.toString(16)}`
  if (action.kind === 'garbage' && action.length !== undefined) return `garbage ${action.length}`
  return action.kind
}

/** Adds a fault to a key, or to the whole library when the key is named `library`. */
export const addFault = (home: string, id: string, fault: Fault): void => {
  const nth = fault.nth ?? 1
  if (!Number.isInteger(nth) || nth < 1 || nth > 999_999) throw new Error(`not the number of a call: ${nth}`)
  const count = String(nth).padStart(6, '0') // fixed width: counted down in place
  const parts = [count, checkTarget(fault.on), actionText(fault.action)]
  if (fault.after) parts.push('after')
  if (fault.forever) parts.push('forever')
  appendFileSync(ukeyFile(home, id, '.faults'), `${parts.join(' ')}\n`)
}

export const clearFaults = (home: string, id: string): void => {
  rmSync(ukeyFile(home, id, '.faults'), { force: true })
}

/** The lines of the fault file. A line that begins with zeros only is spent. */
export const readFaults = (home: string, id: string): readonly string[] => {
  const path = ukeyFile(home, id, '.faults')
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
}

/** True when no fault of the key is still waiting to happen. */
export const faultsSpent = (home: string, id: string): boolean => {
  return readFaults(home, id).every((line) => /^0+ /.test(line))
}

/** Sets how many milliseconds the key takes for each kind of call; replaces the earlier setting. */
export const setDelays = (home: string, id: string, delays: Partial<Record<FaultTarget, number>>): void => {
  const lines = Object.entries(delays).map(([target, ms]) => `${ms} ${checkTarget(target)}\n`)
  const path = ukeyFile(home, id, '.delays')
  if (lines.length === 0) rmSync(path, { force: true })
  else writeFileSync(path, lines.join(''))
}

/** The delays as they are set. */
export const readDelays = (home: string, id: string): Readonly<Record<string, number>> => {
  const path = ukeyFile(home, id, '.delays')
  if (!existsSync(path)) return {}
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return Object.fromEntries(lines.map((line) => [line.split(' ')[1] ?? '', Number(line.split(' ')[0])]))
}
