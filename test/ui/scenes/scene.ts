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
  /** The answers of the services that differ from those of a calm day. */
  readonly services?: PlayedOtherwise
  /** Brings the page into the state to show. */
  readonly act?: (page: Page, state: StateStore) => Promise<void>
  /** The prompt window is smaller than the main one. */
  readonly size?: { readonly width: number; readonly height: number }
}
