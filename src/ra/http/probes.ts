import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Store } from '../store/store.ts'
import type { Trace } from '../trace.ts'
import { answer, type Headers } from './visit.ts'

/** Whether requests should come here; if not, why. */
export type Readiness = 'ready' | 'starting' | 'draining' | 'database' | 'migration'

/** Whoever asks wants to know now. */
const PATIENCE = 2000

/** Asks the database whether it is there and has the tables of this program. Those who ask at once share one question. */
export function readinessDesk(store: Pick<Store, 'isMigrated'>): () => Promise<Readiness> {
  let asking: Promise<Readiness> | null = null
  return () => {
    asking ??= ask(store).finally(() => {
      asking = null
    })
    return asking
  }
}

async function ask(store: Pick<Store, 'isMigrated'>): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve('database'), PATIENCE)
  })
  const answered = store.isMigrated().then(
    (is): Readiness => (is ? 'ready' : 'migration'),
    (): Readiness => 'database',
  )
  try {
    return await Promise.race([answered, late])
  } finally {
    clearTimeout(timer)
  }
}

type Asked = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly headers: Headers
  /** Which of several processes this is; 0: the only one. */
  readonly worker: number
  readonly trace: Trace
  readonly readiness: () => Promise<Readiness>
}

/** `/alive`: this process answers. `/ready`: and it can work. False: something else is asked for. */
export async function answerProbe(asked: Asked): Promise<boolean> {
  const { request, response, headers, worker } = asked
  const path = request.url ?? ''
  const method = request.method ?? ''
  if ((path !== '/alive' && path !== '/ready') || (method !== 'GET' && method !== 'HEAD')) return false
  asked.trace.route = 'probe'
  const to = { response, method, headers, trace: asked.trace }
  if (path === '/alive') return answer(to, 200, 'application/json', JSON.stringify({ alive: true, worker }))
  const readiness = await asked.readiness()
  const isReady = readiness === 'ready'
  const body = isReady ? { ready: true } : { ready: false, why: readiness }
  return answer(to, isReady ? 200 : 503, 'application/json', JSON.stringify({ ...body, worker }))
}
