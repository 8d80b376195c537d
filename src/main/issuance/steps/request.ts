import { wrongClockMinutes } from '../../../shared/connection/clock-skew.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { RaClient, RaToken } from '../../../shared/ra-contract/index.ts'
import type { Authority } from '../../authority/index.ts'
import type { LeftBy, Started } from '../../transactions/records.ts'
import { outside, type Work } from '../../transactions/step.ts'

/** With a wrong clock every date would look wrong later, so this is said before anything begins. */
const refuseWrongClock = (authority: Authority): void => {
  const minutes = wrongClockMinutes([authority.connection()])
  if (minutes !== null) throw new AssistantError('clock-skew', { minutes })
}

const short = (text: string, otherwise: string): string => text.trim().slice(0, 64) || otherwise

const tokenOf = ({ target }: Started): RaToken => ({
  kind: target.kind,
  vendor: short(target.vendor, 'unknown'),
  serial: short(target.serial, target.tokenId),
})

/** The authority's name for the business, and what else it wants to know about it. */
export type Asked = Pick<
  Parameters<RaClient['requests']['open']>[0],
  'business' | 'previousSerial' | 'termYears' | 'application'
>

/**
 * Opens a request at the authority under our own key. If this is repeated, the authority answers with the same request.
 */
export const openRequest = async (
  { transactionId, progress, authority, owner }: Work,
  asked: Asked,
): Promise<LeftBy<'request'>> => {
  await authority.check()
  refuseWrongClock(authority)
  const opened = await owner().requests.open({
    ...asked,
    idempotencyKey: transactionId,
    token: tokenOf(progress.started),
  })
  return {
    requestId: opened.request.id,
    resumeToken: opened.resumeToken,
    subject: opened.request.subject.der,
  }
}

export const request = outside('request', (work) => openRequest(work, { business: 'issue' }))
