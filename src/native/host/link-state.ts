import { AssistantError } from '../../shared/errors/assistant-error.ts'
import type { LibraryFinding } from '../../shared/models/index.ts'
import type { Asked } from './protocol.ts'

export type Ending = { readonly cause: 'crashed' | 'not-answering'; readonly words: string }

export type LinkState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  /** Crashed or hung; it will start again. */
  | { readonly kind: 'waiting'; readonly how: Ending }
  | { readonly kind: 'unloadable'; readonly words: string }
  | { readonly kind: 'gave-up'; readonly how: Ending }

export type LinkEvents = {
  readonly onState: (state: LinkState) => void
  /** A token came or went. */
  readonly onChanged: () => void
  readonly onFound: (finding: LibraryFinding) => void
  /** A line for the log: every life of a host, and how it ended. */
  readonly log: (line: string) => void
}

/** Why a host in this state takes no request; null if it takes one. */
export const failureOf = (state: LinkState): AssistantError | null => {
  switch (state.kind) {
    case 'running':
      return null
    case 'unloadable':
      return new AssistantError('driver-unloadable', { words: state.words })
    case 'gave-up':
      return new AssistantError('driver-gave-up')
    case 'starting':
      return new AssistantError('driver-not-answering')
    case 'waiting':
    case 'stopped':
      return new AssistantError('driver-crashed')
  }
}

/** The pause before this attempt; the last pause serves for all further attempts. */
export const pauseOf = (pauses: readonly number[], attempt: number): number =>
  pauses[attempt] ?? pauses.at(-1) ?? 0

/** How a process ended: its exit code or the name of the signal. */
export const endOf = (how: number | string | null): string =>
  typeof how === 'number' ? `exit code ${how}` : String(how)

export const wordsOfLate = (operation: Asked): string =>
  operation === 'ping' ? 'no sign of life, and no answer when asked for one' : `no answer to ${operation}`

export const wordsOfFinding = ({ architecture, missing, devices }: LibraryFinding): string =>
  `a library for ${architecture}; it lists ${devices}; missing: ${missing.join(', ') || 'nothing'}`

export const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 100) / 10} s`
