import { parseCertificate } from '../../pki/index.ts'
import { upgradeSteps } from '../../shared/models/index.ts'
import { fromBase64 } from '../files/base64.ts'
import { issuanceStepsByName } from '../issuance/business.ts'

import { openRequest } from '../issuance/steps/request.ts'
import type { Business } from '../transactions/index.ts'
import { leftBy, tokenIdOf } from '../transactions/progress.ts'
import { outside, type Work } from '../transactions/step.ts'
import type { UpgradeBook } from './upgrade-book.ts'

const detailsOf = ({ progress }: Work) => {
  const { business } = progress.started
  if (business.kind !== 'upgrade') throw new Error(`an upgrade cannot begin as "${business.kind}"`)
  return business
}

/** Opens a request that names the certificate, the term and what the holder said about itself. */
const request = outside('request', async (work) => {
  const { previousSerial, termYears, customerType, number, expectedTotalFen } = detailsOf(work)
  return openRequest(work, {
    ...{ business: 'upgrade', previousSerial, termYears },
    application: { agreementAccepted: true, expectedTotalFen, upgrade: { customerType, number } },
  })
})

/** Written before the transaction can end, so that no kill can lose that the other two ticks are left to do. */
const tickWith = (book: Pick<UpgradeBook, 'certified'>) =>
  outside('tick', async (work) => {
    const { signatureCertificate } = leftBy(work.progress, 'collect')
    const serial = parseCertificate(fromBase64(signatureCertificate)).serialHex.toUpperCase()
    await book.certified(detailsOf(work).upgradeId, { tokenId: tokenIdOf(work.progress), serial })
    return {}
  })

/** 证书升级: the steps of an issuance, without its seal. */
export const upgradeWith = (book: Pick<UpgradeBook, 'certified'>): Business => {
  const stepsByName = { ...issuanceStepsByName, request, tick: tickWith(book) }
  return { steps: upgradeSteps.map((name) => stepsByName[name]) }
}
