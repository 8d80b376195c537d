import { maskIdNumber, maskName, maskPhone } from '../../../shared/masking/mask.ts'
import type { Account, Attempts } from '../../records.ts'
import { Refusal } from '../../refusal.ts'
import { type Decision, refusedAfter } from '../decision.ts'
import { countPaced, TAKEN, takenName } from './pace.ts'

/** Accounts that stand in the way: of this document (closed ones too), and of this phone. */
export type Holders = {
  readonly byNumber: Account | null
  readonly byPhone: Account | null
}

/** Why a document or a phone cannot have a new account; null: it can. `own`: the account that is completed. */
export function takenRefusal({ byNumber, byPhone }: Holders, own: string | null): Refusal | null {
  if (byNumber !== null && byNumber.id !== own) {
    if (byNumber.closed) return new Refusal('identity-retired')
    return exists(
      byNumber,
      maskIdNumber(byNumber.idNumber ?? ''),
      byNumber.kind === 'person' ? 'id-number' : 'credit-code',
    )
  }
  if (byPhone !== null && byPhone.id !== own) return exists(byPhone, maskPhone(byPhone.phone ?? ''), 'phone')
  return null
}

function exists(account: Account, which: string, login: string): Refusal {
  return new Refusal('identity-exists', { which, account: maskName(account.applicantName), login })
}

/** Such an answer tells that somebody is known, so whoever has proved one phone gets few of them. */
export function refusedTaken(
  refusal: Refusal,
  proved: string,
  attempts: Attempts,
  now: number,
): Decision<never> {
  const paced = countPaced(takenName(proved), attempts, TAKEN, now)
  return refusedAfter([paced.change], paced.refusal ?? refusal)
}
