import type { ErrorCode } from '../../shared/errors/index.ts'
import type { StepId } from '../../shared/models/index.ts'

const steps: Partial<Readonly<Record<ErrorCode, StepId>>> = {
  'network-none': 'network',
  'network-name': 'authority',
  'network-refused': 'authority',
  'network-timeout': 'authority',
  'network-tls': 'authority',
  'network-portal': 'authority',
  'network-proxy': 'network',
  'authority-answer-unreadable': 'authority',
  'token-refused': 'drivers',
  'token-answered-nonsense': 'drivers',
  'driver-crashed': 'drivers',
  'driver-not-answering': 'drivers',
  'token-used-elsewhere': 'assistants',
  'object-missing': 'certificates',
  'disk-full': 'disk',
  'folder-not-writable': 'rights',
  'loopback-trust-failed': 'loopback-trust',
  'loopback-trust-absent': 'loopback-trust',
}

/** The step that looks for the cause of an error; null if none does. */
export const stepOfError = (code: ErrorCode): StepId | null => steps[code] ?? null
