import { createServer } from '../../../src/main/contract/router.ts'
import { startWebServer } from '../../../src/main/shell/web/server.ts'
import { createStateStore, type StateStore } from '../../../src/main/state/state-store.ts'
import type { Language, ThemeChoice } from '../../../src/shared/models/index.ts'
import { today } from '../../world.ts'
import { openStage, type Stage } from './played.ts'
import type { Scene, SceneState } from './scene.ts'

export type Look = { readonly language: Language; readonly theme: Exclude<ThemeChoice, 'system'> }

export type Player = {
  /** An address that lets one browser in, once. */
  freshUrl(): string
  /** From now on, pages that connect see this scene. */
  play(scene: Scene, look: Look): StateStore
  /** The pages that are connected see this scene from now on. */
  turnTo(scene: Scene, look: Look): StateStore
  close(): Promise<void>
}

const stateOf = ({ state }: Scene, { language, theme }: Look): SceneState => ({
  ...state,
  settings: { ...state.settings, language, theme },
})

/** Plays prepared scenes through the real contract, router and web server. */
export const startPlayer = async (pages: string): Promise<Player> => {
  let serve: ReturnType<typeof createServer> | undefined
  let stage: Stage | undefined
  const server = await startWebServer({ port: 0, root: pages, serve: (channel) => serve?.(channel) })
  return {
    freshUrl: () => server.freshAddress().url,
    play: (scene, look) => {
      const state = createStateStore(stateOf(scene, look), () => today)
      stage = openStage(state, scene.services)
      serve = createServer(stage.handlers, console.error)
      return state
    },
    turnTo: (scene, look) => {
      if (!stage) throw new Error('nothing was played yet')
      const { state } = stage
      // Another sequence would send the window away from the scene's page.
      const { navigation } = state.current()
      stage.answerWith(scene.services)
      state.change({ ...stateOf(scene, look), navigation })
      return state
    },
    close: server.close,
  }
}
