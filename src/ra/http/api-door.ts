import { ValidationError } from '@orpc/contract'
import { StandardOpenAPIMatcher } from '@orpc/openapi/standard'
import { ORPCError } from '@orpc/server'
import { StandardHandler } from '@orpc/server/standard'
import { raErrorKind, raErrorKinds } from '../../shared/ra-contract/errors.ts'
import { raPathPrefix } from '../../shared/ra-contract/index.ts'
import { raLimits } from '../../shared/ra-contract/limits.ts'
import { type Call, requireDossier, requireFullSession } from '../api/call.ts'
import { router } from '../api/router.ts'
import { faultRefusal } from '../full-disk.ts'
import { Refusal } from '../refusal.ts'
import type { Log } from '../services.ts'
import type { Trace } from '../trace.ts'
import { readJson } from './body.ts'
import { jsonCodec } from './codec.ts'
import { answer, answerRefusal, type Door, refusalData, type Visit } from './visit.ts'

/**
 * Uploads are large, so only so many may be under way at a time. Anybody can open a dossier, so those of dossiers have
 * room of their own.
 */
const UPLOADS_AT_ONCE = { account: 8, dossier: 4 }

const dossierUpload = new RegExp(`^${raPathPrefix}/identity/dossiers/([A-Za-z0-9_-]{8,64})/uploads$`)

/** The contract over HTTP. */
export function apiDoor(log: Log): Door {
  const handler = new StandardHandler<Call>(router, new StandardOpenAPIMatcher(), jsonCodec, {
    clientInterceptors: [
      ({ context, path, next }) => {
        context.trace.route = path.join('.')
        return next()
      },
    ],
    interceptors: [
      async ({ context, next }) => {
        try {
          return await next()
        } catch (error) {
          throw typedError(error, context.trace, log)
        }
      },
    ],
  })
  const uploads = { account: 0, dossier: 0 }
  const serve = async (visit: Visit, context: Call, limit: number): Promise<boolean> => {
    const body = await readJson(visit.request, limit)
    const call = standardRequest(visit, body ?? {})
    const { matched, response } = await handler.handle(call, { prefix: raPathPrefix, context })
    if (!matched) return answerRefusal(visit, new Refusal('not-found'))
    return answer(visit, response.status, 'application/json', JSON.stringify(response.body))
  }
  return async (visit) => {
    if (!visit.path.startsWith(`${raPathPrefix}/`)) return false
    const context = callOf(visit)
    const whose = await uploaderOf(visit, context)
    if (whose === null) return serve(visit, context, raLimits.body)
    if (uploads[whose] >= UPLOADS_AT_ONCE[whose]) return answerRefusal(visit, new Refusal('server-busy'))
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

type StandardRequest = Parameters<StandardHandler<Call>['handle']>[0]

/** The request as oRPC reads it; the origin does not matter there. */
function standardRequest({ request, method }: Visit, body: unknown): StandardRequest {
  const url = new URL(`http://localhost${request.url ?? '/'}`)
  return { method, url, headers: request.headers, body: async () => body, signal: undefined }
}

function callOf({ services, address, request, trace }: Visit): Call {
  const bearer = /^Bearer ([A-Za-z0-9._-]{16,128})$/.exec(request.headers.authorization ?? '')
  const clientId = request.headers['x-ra-client']
  return {
    services,
    address,
    trace,
    bearer: bearer?.[1] ?? null,
    clientId: typeof clientId === 'string' ? clientId : null,
  }
}

/** Turns whatever went wrong into one of the contract's errors. */
function typedError(error: unknown, trace: Trace, log: Log): ORPCError<string, unknown> {
  const refusal = refusalFor(error, log)
  trace.code = refusal.code
  const kind = raErrorKind(refusal.code)
  return new ORPCError(kind, {
    defined: true,
    status: raErrorKinds[kind],
    message: refusal.code,
    data: refusalData(refusal, trace),
  })
}

function refusalFor(error: unknown, log: Log): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return new Refusal('bad-payload', { field: firstField(error.cause) })
  }
  log(`fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return faultRefusal(error)
}

/** The name of the field that the contract did not accept, never its value. */
function firstField(cause: unknown): string {
  if (!(cause instanceof ValidationError)) return 'body'
  const path = cause.issues[0]?.path ?? []
  const names = path.map((part) => String(typeof part === 'object' ? part.key : part))
  return names.length === 0 ? 'body' : names.join('.').slice(0, 100)
}
