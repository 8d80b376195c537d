import { createServer } from '../../../src/main/contract/router.ts'
import { startWebServer } from '../../../src/main/shell/web/server.ts'
import { createStateStore, type StateStore } from '../../../src/main/state/state-store.ts'
import type { Language, ThemeChoice } from '../../../src/shared/models/index.ts'
import { today } from '../../world.ts'
import { handlersFor } from './played.ts'
import type { Scene } from './scene.ts'

export type Look = { readonly language: Language; readonly theme: Exclude<ThemeChoice, 'system'> }

export type Player = {
  /** An address that lets one browser in, once. */
  freshUrl(): string
  /** From now on, pages that connect see this scene. */
  play(scene: Scene, look: Look): StateStore
  close(): Promise<void>
}

/** Plays prepared scenes through the real contract, router and web server. */
export const startPlayer = async (pages: string): Promise<Player> => {
  let serve: ReturnType<typeof createServer> | undefined
  const server = await startWebServer({ port: 0, root: pages, serve: (channel) => serve?.(channel) })
  return {
    freshUrl: () => server.freshAddress().url,
    play: (scene, { language, theme }) => {
      const settings = { ...scene.state.settings, language, theme }
      const state = createStateStore({ ...scene.state, settings }, () => today)
      serve = createServer(handlersFor(state, scene.services), console.error)
      return state
    },
    close: server.close,
  }
}
