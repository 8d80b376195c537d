import type { Device, DeviceKey, OperatorSession, Session } from '../records.ts'
import type { Change } from './change.ts'
import { type Decision, decided, refused } from './decision.ts'
import { rememberDevice } from './device.ts'

/** `device`: the one that the caller shows, of the person who has logged in; null when it shows none. */
export type SessionOpening = {
  readonly session: Session
  readonly device: DeviceKey | null
  readonly now: number
}

export type DeviceFacts = { readonly devices: readonly Device[] }

/** Keeps the session, and the device with it, unless names alone opened it: they prove nothing. */
export function openSession(
  { devices }: DeviceFacts,
  { session, device, now }: SessionOpening,
): Decision<null> {
  const added: Change = { kind: 'add-session', session, at: now }
  if (device === null || session.scope === 'code') return decided([added], null)
  return decided([added, ...rememberDevice(devices, device, now)], null)
}

/** `before`: hash of the token whose session gives way to the new one. */
export type SessionExchange = SessionOpening & { readonly before: string }

export type SessionExchangeFacts = DeviceFacts & {
  /** The session before has not been ended. */
  readonly isOpen: boolean
  /** The person of the new session acts for its account, or for himself. */
  readonly mayAct: boolean
}

/** 切换: the same person for another account. What ended the one before in the meantime leaves no new one behind. */
export function exchangeSession(
  { isOpen, mayAct, ...facts }: SessionExchangeFacts,
  { before, ...opening }: SessionExchange,
): Decision<null> {
  if (!isOpen) return refused('session-ended')
  if (!mayAct) return refused('not-found')
  const { changes, answer } = openSession(facts, opening)
  return { changes: [{ kind: 'end-session', tokenHash: before }, ...changes], answer }
}

export type OperatorSessionOpening = {
  readonly session: OperatorSession
  readonly device: DeviceKey | null
  readonly now: number
}

export function openOperatorSession(
  { devices }: DeviceFacts,
  { session, device, now }: OperatorSessionOpening,
): Decision<null> {
  const remembered = device === null ? [] : rememberDevice(devices, device, now)
  return decided([{ kind: 'add-operator-session', session }, ...remembered], null)
}
