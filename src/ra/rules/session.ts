import type { Device, DeviceKey, OperatorSession, Session } from '../records.ts'
import type { Change } from './change.ts'
import { type Decision, decided } from './decision.ts'
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
