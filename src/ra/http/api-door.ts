import { ValidationError } from '@orpc/contract'
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import { createProcedureClient, ORPCError } from '@orpc/server'
import { raPathPrefix } from '../../shared/ra-contract/index.ts'
import { raLimits } from '../../shared/ra-contract/limits.ts'
import { type Call, requireDossier, requireFullSession } from '../api/call.ts'
import { router } from '../api/router.ts'
import { Refusal } from '../refusal.ts'
import { readJson } from './body.ts'
import { inputOf } from './input.ts'
import { answer, type Door, type Visit } from './visit.ts'

/**
 * Uploads are large, so only so many may be under way at a time. Anybody can open a dossier, so those of dossiers have
 * room of their own.
 */
const UPLOADS_AT_ONCE = { account: 8, dossier: 4 }

const dossierUpload = new RegExp(`^${raPathPrefix}/identity/dossiers/([A-Za-z0-9_-]{8,64})/uploads$`)

/** The contract over HTTP. Its matcher finds the procedure; what surrounds a call is our own. */
export function apiDoor(): Door {
  const matcher = new StandardOpenAPIMatcher()
  matcher.init(router)
  const uploads = { account: 0, dossier: 0 }
  const serve = async (visit: Visit, context: Call, limit: number): Promise<boolean> => {
    const body = (await readJson(visit.request, limit)) ?? {}
    const path = visit.path.slice(raPathPrefix.length + 1).replace(/\/$/, '')
    const found = await matcher.match(visit.method, `/${path}`)
    if (found === undefined) throw new Refusal('not-found')
    visit.trace.route = found.path.join('.')
    const input = inputOf(visit, body, found.params)
    const call = createProcedureClient(found.procedure, { context, path: found.path })
    return answer(visit, 200, 'application/json', JSON.stringify(await call(input).catch(refused)))
  }
  return async (visit) => {
    if (!visit.path.startsWith(`${raPathPrefix}/`)) return false
    const context = callOf(visit)
    const whose = await uploaderOf(visit, context)
    if (whose === null) return serve(visit, context, raLimits.body)
    if (uploads[whose] >= UPLOADS_AT_ONCE[whose]) throw new Refusal('server-busy')
    uploads[whose]++
    try {
      return await serve(visit, context, raLimits.uploadBody)
    } finally {
      uploads[whose]--
    }
  }
}

/** Who sends a document; null: the call is none. Nobody may send megabytes without a session or a dossier. */
async function uploaderOf({ path }: Visit, context: Call): Promise<'account' | 'dossier' | null> {
  const dossierId = dossierUpload.exec(path)?.[1]
  if (dossierId !== undefined) {
    await requireDossier(context, dossierId)
    return 'dossier'
  }
  if (path !== `${raPathPrefix}/uploads`) return null
  await requireFullSession(context)
  return 'account'
}

function callOf({ services, address, request }: Visit): Call {
  const bearer = /^Bearer ([A-Za-z0-9._-]{16,128})$/.exec(request.headers.authorization ?? '')
  const clientId = request.headers['x-ra-client']
  return {
    services,
    address,
    bearer: bearer?.[1] ?? null,
    clientId: typeof clientId === 'string' ? clientId : null,
  }
}

/** What the contract does not accept is a refusal like others. */
function refused(error: unknown): never {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') throw error
  throw new Refusal('bad-payload', { field: firstField(error.cause) })
}

/** The name of the field that the contract did not accept, never its value. */
function firstField(cause: unknown): string {
  if (!(cause instanceof ValidationError)) return 'body'
  const path = cause.issues[0]?.path ?? []
  const names = path.map((part) => String(typeof part === 'object' ? part.key : part))
  return names.length === 0 ? 'body' : names.join('.').slice(0, 100)
}
