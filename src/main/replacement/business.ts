import { replacementSteps } from '../../shared/models/index.ts'
import { issuanceStepsByName } from '../issuance/business.ts'
import { openRequest } from '../issuance/steps/request.ts'
import type { Business } from '../transactions/index.ts'
import { outside } from '../transactions/step.ts'

/** Opens a request that names the certificate to replace, and the reason. */
const request = outside('request', (work) => {
  const { business } = work.progress.started
  if (business.kind !== 'replacement') throw new Error(`a replacement cannot begin as "${business.kind}"`)
  const { previousSerial, lossReason } = business
  const application = { agreementAccepted: true as const, lossReason }
  return openRequest(work, { business: 'replacement', previousSerial, application })
})

const stepsByName = { ...issuanceStepsByName, request }

/** 补办: the steps of an issuance, to replace a certificate whose key is lost or damaged. */
export const replacement: Business = { steps: replacementSteps.map((name) => stepsByName[name]) }
