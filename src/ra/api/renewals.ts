import { iso } from '../clock.ts'
import type { Account, Certificate } from '../records.ts'
import { Refusal } from '../refusal.ts'
import { keysFor, renewalStanding, termsOf } from '../rules/renewal.ts'
import { api, type Call, requireSession } from './call.ts'

export const renewalsApi = {
  quote: api.renewals.quote.handler(async ({ input, context }) => {
    const { store, clock, profile } = context.services
    const { account, certificate } = await ownCertificate(context, input.serial)
    const now = clock()
    const standing = renewalStanding(
      profile,
      certificate,
      await store.unfinished(certificate, 'renew', now),
      now,
    )
    const offered = profile.offers.find(({ business }) => business === 'renew')
    return {
      serial: certificate.serial,
      subject: certificate.subjectText,
      notAfter: iso(certificate.notAfter),
      standing,
      terms: [...termsOf(profile, 'renew', account, certificate, now)],
      minClientVersion: certificate.notAfter <= now ? profile.renewal.minClientVersionWhenExpired : null,
      agreementVersion: profile.agreement.version,
      reviewDays: offered?.review ? profile.reviewDays : null,
      keys: keysFor(profile, await store.certifiedKey(certificate), now),
    }
  }),
  agreement: api.renewals.agreement.handler(async ({ context }) => {
    await requireSession(context)
    return context.services.profile.agreement
  }),
}

/** The signature certificate with this number, if it belongs to the caller. */
export async function ownCertificate(
  call: Call,
  serial: string,
): Promise<{ readonly account: Account; readonly certificate: Certificate }> {
  const { account } = await requireSession(call)
  const certificate = await call.services.store.certificate(serial)
  if (certificate === null || certificate.accountId !== account.id || certificate.usage !== 'signature') {
    throw new Refusal('certificate-unknown', { serial })
  }
  return { account, certificate }
}
