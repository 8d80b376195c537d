import { wrongClockMinutes } from '../../../shared/connection/clock-skew.ts'
import { AssistantError } from '../../../shared/errors/index.ts'
import type { RaToken } from '../../../shared/ra-contract/index.ts'
import type { Authority } from '../../authority/index.ts'
import type { Started } from '../records.ts'
import type { Step } from './step.ts'

/** With a wrong clock everything that is dated would look wrong afterwards: said before anything begins. */
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

/** What the authority calls it, and what it wants to know besides. */
const businessOf = ({ business }: Started) => {
  if (business.kind === 'issue') return { business: 'issue' as const }
  const { previousSerial, lossReason } = business
  const application = { agreementAccepted: true as const, lossReason }
  return { business: 'replacement' as const, previousSerial, application }
}

/** The authority opens a request under our own key: asked again it answers with the same one. */
export const request: Step<'request'> = async ({ transactionId, progress, authority, owner }) => {
  await authority.check()
  refuseWrongClock(authority)
  const opened = await owner().requests.open({
    ...businessOf(progress.started),
    idempotencyKey: transactionId,
    token: tokenOf(progress.started),
  })
  return {
    requestId: opened.request.id,
    resumeToken: opened.resumeToken,
    subject: opened.request.subject.der,
  }
}
