import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFeedServer, type Patience, usualPatience } from '../../../src/main/updates/feed-server.ts'
import { createUpdates, type UpdatesParts } from '../../../src/main/updates/updates-service.ts'
import type { Versions } from '../../../src/main/updates/versions-port.ts'
import type { UpdatesState } from '../../../src/shared/models/index.ts'
import { type Feed, here, today } from './feed.ts'

/** For servers that are slow on purpose. */
export const impatient: Patience = { answerMs: 400, windowMs: 250, windowBytes: 1_000 }

export type Taken = { readonly version: string; readonly sha256: string; readonly file: string }

export type ProductWish = Partial<Omit<UpdatesParts, 'server'>> & {
  readonly home?: string
  readonly patience?: Patience
  readonly rolledBack?: Versions['rolledBack']
  readonly take?: Versions['take']
}

/** Takes what it is handed and reads it, as what puts a version in place does. */
const recorder = (taken: Taken[], restarts: string[], wish: ProductWish): Versions => ({
  installation: { kind: 'appimage' },
  take:
    wish.take ??
    (async ({ file, version }) => {
      const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
      taken.push({ version, sha256, file })
    }),
  restart: async () => void restarts.push('restart'),
  rolledBack: wish.rolledBack ?? null,
})

/** The business as the product runs it, with a real data folder, over real HTTP. */
export const openProduct = ({ address, keys }: Pick<Feed, 'address' | 'keys'>, wish: ProductWish = {}) => {
  const home = wish.home ?? mkdtempSync(join(tmpdir(), 'updates-'))
  const taken: Taken[] = []
  const restarts: string[] = []
  const shown: UpdatesState[] = []
  const log: string[] = []
  const service = createUpdates({
    feed: { address, page: null, keys },
    built: new Date('2026-11-01T00:00:00.000Z'),
    running: '0.1.0',
    ...{ system: here.system, architecture: here.architecture },
    seenPath: join(home, 'updates.json'),
    folder: join(home, 'updates'),
    server: createFeedServer({
      proxy: () => ({ mode: 'none' }),
      shell: { resolveProxy: async () => 'DIRECT' },
      patience: wish.patience ?? usualPatience,
    }),
    versions: recorder(taken, restarts, wish),
    clock: () => today,
    auto: () => true,
    isQuiet: () => true,
    isUnused: () => true,
    pauseMs: 5,
    show: (view) => shown.push(view),
    log: (line) => log.push(line),
    ...wish,
  })
  service.begin()
  return {
    ...{ home, taken, restarts, shown, log, service },
    folder: join(home, 'updates'),
    view: (): UpdatesState => {
      const last = shown.at(-1)
      if (last === undefined) throw new Error('nothing was shown')
      return last
    },
  }
}

export type Product = ReturnType<typeof openProduct>

/** Looks, downloads and restarts as a person would who presses every button. Resolves to the code of the refusal. */
export const updateBy = async ({ service, view }: Product): Promise<string | null> => {
  const settled = async () => {
    while (['looking', 'downloading', 'taking'].includes(view().stage.is))
      await new Promise((resolve) => setTimeout(resolve, 5))
  }
  try {
    await service.look()
    await settled()
    if (view().stage.is === 'ready') await service.restart()
    return view().problem?.code ?? null
  } catch (error) {
    await settled()
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}
