import type { ErrorReport, LibraryFinding } from '../../shared/models/index.ts'
import type { Operation } from '../abi.ts'

/** The host itself answers `ping` without asking the library. */
export type Asked = Operation | 'ping'

/**
 * Requests are answered in the order in which they were sent. They are arrays, because field names would be most of a
 * message.
 */
export type Request = readonly [id: number, operation: Asked, parameters: readonly unknown[]]
export type Answer =
  | readonly [id: number, ok: true, result: unknown]
  | readonly [id: number, ok: false, report: ErrorReport]
/** What a host says without being asked. */
export type HostEvent =
  | readonly ['ready']
  /** `refused`: the library loaded but did not start; that may pass. */
  | readonly ['unloadable', words: string, refused: boolean]
  /** What was found in the library. */
  | readonly ['found', finding: LibraryFinding]
  /** A token came or went. */
  | readonly ['changed']
  | readonly ['alive']

/** Requests or answers of one turn travel as one message. */
export type ToHost = readonly Request[]
export type FromHost = readonly Answer[] | HostEvent
