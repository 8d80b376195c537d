import type { Page } from 'playwright-core'
import type { StateStore } from '../../../src/main/state/state-store.ts'
import type { Snapshot } from '../../../src/shared/models/index.ts'
import type { PlayedOtherwise } from './played.ts'

export type SceneState = Omit<Snapshot, 'revision' | 'at'>

/** One screen in one of its states. */
export type Scene = {
  readonly name: string
  readonly hash: string
  readonly state: SceneState
  /** What the services answer otherwise than on a calm day. */
  readonly services?: PlayedOtherwise
  /** Brings the page into the state to be seen. */
  readonly act?: (page: Page, state: StateStore) => Promise<void>
  /** The prompt window is smaller than the main one. */
  readonly size?: { readonly width: number; readonly height: number }
}
