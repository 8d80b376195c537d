import { DAY, HOUR, SECOND } from '../../clock.ts'
import type { Attempts } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import type { Change } from '../change.ts'

/** How many in which time, in milliseconds. */
export type Pace = { readonly most: number; readonly length: number }

/** Codes to one phone or mail address, whoever asks and for what. */
export const TO_ADDRESS: Pace = { most: 10, length: DAY }
/** Codes that one network address asks for. */
export const FROM_NETWORK: Pace = { most: 200, length: HOUR }
/** How often a proved phone may meet a document that is taken: such an answer tells that somebody is known. */
export const TAKEN: Pace = { most: 5, length: DAY }

/** Under which names codes are counted. JSON: no address can look like another counter. */
export function paceNames(address: string, network: string): { readonly to: string; readonly from: string } {
  return {
    to: JSON.stringify(['identity codes', address]),
    from: JSON.stringify(['identity codes from', network]),
  }
}

export function takenName(proved: string): string {
  return JSON.stringify(['identity taken', proved])
}

export type Paced = { readonly change: Change; readonly refusal: Refusal | null }

/** Counts one more. The time begins with the first; those that are refused count too. */
export function countPaced(name: string, attempts: Attempts, { most, length }: Pace, now: number): Paced {
  const left = attempts.pausedUntil - now
  // Longer than it ever lasts: the clock has been set back since.
  const runs = left > 0 && left <= length
  const after: Attempts = runs
    ? { ...attempts, failures: attempts.failures + 1 }
    : { failures: 1, pauses: 0, pausedUntil: now + length }
  const seconds = Math.ceil((after.pausedUntil - now) / SECOND)
  return {
    change: { kind: 'put-tries', name, attempts: after, at: now },
    refusal: after.failures > most ? new Refusal('too-many-codes', { seconds }) : null,
  }
}
