import { iso } from '../clock.ts'
import type { Account, Certificate } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Profile } from '../rules/profile.ts'
import { termsOf } from '../rules/renewal.ts'
import { knowsNumber, upgradeRefusal, upgradeStanding } from '../rules/upgrade.ts'
import type { Services } from '../services.ts'
import { api } from './call.ts'
import { ownCertificate } from './renewals.ts'

export const upgradesApi = {
  check: api.upgrades.check.handler(async ({ input, context }) => {
    const { certificate } = await ownCertificate(context, input.serial)
    return {
      standing: await standingOf(context.services, certificate),
      subject: certificate.subjectText,
      notAfter: iso(certificate.notAfter),
      customerTypes: [...context.services.profile.upgrade.customerTypes],
    }
  }),
  details: api.upgrades.details.handler(async ({ input, context }) => {
    const { profile, clock } = context.services
    const { account, certificate } = await ownCertificate(context, input.serial)
    const refusal = upgradeRefusal(certificate.serial, await standingOf(context.services, certificate))
    if (refusal !== null) throw refusal
    if (!knowsNumber(profile.upgrade, account, input)) throw new Refusal('upgrade-number-wrong')
    return {
      details: [...detailsOf(profile, account, input.customerType)],
      terms: [...termsOf(profile, 'upgrade', account, certificate, clock())],
    }
  }),
}

async function standingOf({ store, clock }: Services, certificate: Certificate) {
  const now = clock()
  const request = await store.request(certificate.requestId)
  const unfinished = await store.unfinished(certificate, 'upgrade', now)
  return upgradeStanding(certificate, request?.kind ?? 'ordinary', unfinished, now)
}

/** For the holder to check: everything that the certificate or the letters of the authority will say. */
function detailsOf({ upgrade }: Profile, account: Account, customerType: string) {
  const record = upgrade.records[account.idNumber ?? '']
  const type = upgrade.customerTypes.find(({ id }) => id === customerType)
  return [
    { label: '单位名称', value: account.applicantName },
    { label: '客户类型', value: type?.name ?? '' },
    { label: '统一社会信用代码', value: account.idNumber ?? '' },
    ...(record === undefined
      ? []
      : [
          { label: '工商注册号', value: record.registrationNumber },
          { label: '地址', value: record.address },
        ]),
  ]
}
