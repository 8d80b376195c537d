import {
  isCreditCode,
  isOrganisationCode,
  isRegistrationNumber,
  normalNumber,
  organisationCodeOf,
} from '../../shared/identity-numbers/identity-numbers.ts'
import type { RaCustomerType, RaUpgradeStanding } from '../../shared/ra-contract/upgrade.ts'
import type { Account, Certificate, CertificateKind } from '../records.ts'
import { Refusal } from '../refusal.ts'
import type { Unfinished } from './renewal.ts'

/** Whether a certificate may be upgraded now (升级向导). */
export function upgradeStanding(
  { status, notAfter }: Pick<Certificate, 'status' | 'notAfter'>,
  kind: CertificateKind,
  unfinished: Unfinished | null,
  now: number,
): RaUpgradeStanding {
  if (kind === 'one-for-all') return { may: 'already' }
  if (kind === 'business-only') return { may: 'business-only' }
  if (status === 'suspended') return { may: 'no', because: 'suspended' }
  if (status === 'superseded') return { may: 'no', because: 'superseded' }
  if (status !== 'active') return { may: 'no', because: 'revoked' }
  if (unfinished !== null) return { may: 'unfinished', requestId: unfinished.requestId }
  return notAfter <= now ? { may: 'no', because: 'expired' } : { may: 'yes' }
}

/** The refusal for a certificate that may not be upgraded; null if it may. */
export function upgradeRefusal(serial: string, standing: RaUpgradeStanding): Refusal | null {
  switch (standing.may) {
    case 'yes':
      return null
    case 'already':
      return new Refusal('upgrade-already', { serial })
    case 'business-only':
      return new Refusal('upgrade-business-only', { serial })
    case 'unfinished':
      return new Refusal('upgrade-unfinished', { requestId: standing.requestId })
    case 'no':
      return new Refusal('previous-certificate-unusable', { serial, status: standing.because })
  }
}

/** What the authority knows about its customers beyond their accounts, by the number of the account. */
export type CustomerRecord = { readonly registrationNumber: string; readonly address: string }

export type UpgradeRules = {
  readonly customerTypes: readonly RaCustomerType[]
  readonly records: Readonly<Record<string, CustomerRecord>>
}

/**
 * Whether this is the number under which the authority knows the holder. 统一社会信用代码 is accepted in place of either
 * number, because it has replaced both.
 */
export function knowsNumber(
  { customerTypes, records }: UpgradeRules,
  account: Account,
  { customerType, number }: { readonly customerType: string; readonly number: string },
): boolean {
  const type = customerTypes.find(({ id }) => id === customerType)
  const own = account.idNumber === null ? '' : normalNumber(account.idNumber)
  const given = normalNumber(number)
  if (type === undefined || account.idType !== 'credit-code' || own === '') return false
  if (isCreditCode(given)) return given === own
  if (type.number === 'organisation-code') {
    return isOrganisationCode(given) && given === organisationCodeOf(own)
  }
  return isRegistrationNumber(given) && given === records[own]?.registrationNumber
}
