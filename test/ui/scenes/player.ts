import { createServer, type Services } from '../../../src/main/router.ts'
import { startWebServer } from '../../../src/main/shell/web/server.ts'
import { createStateStore, type StateStore } from '../../../src/main/state/state-store.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import type { Language, Settings, ThemeChoice } from '../../../src/shared/models/index.ts'
import { captchaPicture } from './captcha.ts'
import { playedCare } from './care-services.ts'
import { detailsOf } from './details.ts'
import type { Scene } from './scene.ts'
import { today } from './world.ts'

export type Look = { readonly language: Language; readonly theme: Exclude<ThemeChoice, 'system'> }

export type Player = {
  /** An address that lets one browser in, once. */
  freshUrl(): string
  /** From now on pages that connect see this scene. */
  play(scene: Scene, look: Look): StateStore
  close(): Promise<void>
}

const nothing = async () => {}
const gone = () => {
  throw new AssistantError('not-found')
}

const prepared = (scene: Scene, state: StateStore): Services => ({
  state,
  refresh: nothing,
  dismissNotice: (noticeId) =>
    state.change({ notices: state.current().notices.filter(({ id }) => id !== noticeId) }),
  choose: nothing,
  go: (route) =>
    state.change({
      navigation: { sequence: state.current().navigation.sequence + 1, route, tokenId: null },
    }),
  captcha: async () => ({
    id: 'captcha-1',
    picture: captchaPicture,
    question: '七加五等于几',
    expiresAt: today.toISOString(),
  }),
  login: nothing,
  sendLoginCode: nothing,
  enterLoginCode: nothing,
  logout: async () => state.change({ account: { state: 'signed-out' } }),
  startIssuance: async () => ({ transactionId: 'tx-1' }),
  resumeIssuance: nothing,
  abandonIssuance: nothing,
  certificateDetails: async (id) => detailsOf(state.current(), id) ?? gone(),
  revocation: async () => ({ state: 'good', source: 'ocsp', at: today.toISOString(), reason: null }),
  exportCertificate: gone,
  openCertificate: nothing,
  care: playedCare,
  answerPrompt: () => state.change({ prompt: null }),
  changeSettings: async (change) =>
    state.change({ settings: { ...state.current().settings, ...(change as Partial<Settings>) } }),
  openDataFolder: nothing,
  licences: () => [
    { name: 'antd', version: '6.6.8', licence: 'MIT' },
    { name: 'react', version: '19.3.1', licence: 'MIT' },
    { name: 'zod', version: '4.6.7', licence: 'MIT' },
  ],
  unforeseen: (error) => console.error(error),
  ...scene.services,
})

/** Plays prepared scenes through the true contract, the true router and the true web server. */
export const startPlayer = async (pages: string): Promise<Player> => {
  let serve: ReturnType<typeof createServer> | undefined
  const server = await startWebServer({ port: 0, root: pages, serve: (channel) => serve?.(channel) })
  return {
    freshUrl: () => server.freshAddress().url,
    play: (scene, { language, theme }) => {
      const settings = { ...scene.state.settings, language, theme }
      const state = createStateStore({ ...scene.state, settings }, () => today)
      serve = createServer(prepared(scene, state))
      return state
    },
    close: server.close,
  }
}
