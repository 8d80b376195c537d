import type { ErrorReport } from '../../shared/models/index.ts'
import type { Operation } from '../abi.ts'

/** `ping` is the host's own: it is answered without a word to the library. */
export type Asked = Operation | 'ping'

/** Requests are answered in the order they were sent. Arrays, because the names of fields would be most of a message. */
export type Request = readonly [id: number, operation: Asked, parameters: readonly unknown[]]
export type Answer =
  | readonly [id: number, ok: true, result: unknown]
  | readonly [id: number, ok: false, report: ErrorReport]
/** What a host says unasked. */
export type HostEvent =
  | readonly ['ready']
  /** `refused`: it was loaded and did not want to start; that may pass. */
  | readonly ['unloadable', words: string, refused: boolean]
  /** A token came or went. */
  | readonly ['changed']
  | readonly ['alive']

/** What was asked, or was answered, in one go travels as one message. */
export type ToHost = readonly Request[]
export type FromHost = readonly Answer[] | HostEvent
