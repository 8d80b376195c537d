import { maskEmail, maskIdNumber, maskPhone } from '../../shared/masking/mask.ts'
import type { RaAccount } from '../../shared/ra-contract/account.ts'
import type { Account } from '../records.ts'

/** What the authority tells the world about an account. */
export function accountView(account: Account): RaAccount {
  return {
    id: account.id,
    kind: account.kind,
    userName: account.userName,
    applicantName: account.applicantName,
    maskedIdNumber: account.idNumber === null ? null : maskIdNumber(account.idNumber),
    maskedPhone: account.phone === null ? null : maskPhone(account.phone),
    maskedEmail: account.email === null ? null : maskEmail(account.email),
    complete: account.complete,
  }
}

/** The view for somebody who has only given the names: it says nothing else. */
export function strangersView(account: Account): RaAccount {
  return { ...accountView(account), maskedIdNumber: null, maskedPhone: null, maskedEmail: null }
}
