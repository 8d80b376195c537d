import type { Texts } from '../../shared/text/index.ts'
import type { Events } from '../events/events.ts'
import type { Shell } from '../shell/shell.ts'
import type { StateStore } from '../state/state-store.ts'

/** What every part may use. It is there before the first part. */
export type Ground = {
  /** The data folder (`CERT_ASSISTANT_HOME`). It exists and can be written. */
  readonly home: string
  readonly shell: Shell
  readonly clock: () => Date
  /** Takes what was not foreseen, and writes it through the scrubber. */
  readonly log: (line: string) => void
  readonly state: StateStore
  readonly events: Events
  /** In the language of the settings. */
  readonly words: () => Texts
}
