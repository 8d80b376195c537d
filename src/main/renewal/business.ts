import { AssistantError } from '../../shared/errors/index.ts'
import { renewalSteps } from '../../shared/models/index.ts'
import { issuanceStepsByName } from '../issuance/business.ts'
import { openRequest } from '../issuance/steps/request.ts'
import type { Business } from '../transactions/index.ts'
import { outside } from '../transactions/step.ts'
import { applicationOf } from './application.ts'
import type { RenewalDrafts } from './renewal-drafts.ts'
import { stepsWithSameKeys } from './same-keys.ts'

/** Opens a request that names the certificate, the term and the application, which is kept beside the journal. */
const requestWith = (drafts: Pick<RenewalDrafts, 'whole'>) =>
  outside('request', async (work) => {
    const { business, issuerId } = work.progress.started
    if (business.kind !== 'renew') throw new Error(`a renewal cannot begin as "${business.kind}"`)
    const { previousSerial, termYears, agreementVersion, expectedTotalFen, keys: expectedKeys } = business
    const which = { issuerId, serial: previousSerial }
    const form = drafts.whole(which)
    if (form === null || form.handler.idNumber === '') throw new AssistantError('application-not-kept')
    const application = applicationOf(form, { agreementVersion, expectedTotalFen, expectedKeys })
    return openRequest(work, { business: 'renew', previousSerial, termYears, application })
  })

/** 续期: the steps of an issuance, for a certificate whose term is extended. */
export const renewalWith = (drafts: Pick<RenewalDrafts, 'whole'>): Business => {
  const stepsByName = { ...issuanceStepsByName, request: requestWith(drafts) }
  const withSameKeys = { ...stepsByName, ...stepsWithSameKeys }
  return {
    steps: renewalSteps.map((name) => stepsByName[name]),
    stepsWithSameKeys: renewalSteps.map((name) => withSameKeys[name]),
  }
}
