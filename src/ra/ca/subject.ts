import { hash } from 'node:crypto'
import {
  encodeName,
  type NamePart,
  organisationCodeExtension,
  parseName,
  residentIdExtension,
} from '../../pki/x509/index.ts'
import { assertNever } from '../../shared/assert-never.ts'
import type { Account } from '../records.ts'

type Extension = ReturnType<typeof residentIdExtension>

/** The subject in certificates of this account, as DER and as text. */
export function subjectOf(account: Account): { readonly der: Uint8Array; readonly text: string } {
  const der = encodeName([['C', 'CN'], ...parts(account), ['SERIALNUMBER', holderNumber(account)]])
  return { der, text: parseName(der).text }
}

function parts(account: Account): readonly NamePart[] {
  const name = account.applicantName
  switch (account.kind) {
    case 'person':
      return [['CN', name]]
    case 'legal-entity':
      return [
        ['O', name],
        ['CN', name],
      ]
    case 'agency':
      return [
        ['O', name],
        ['OU', '代理机构'],
        ['CN', name],
      ]
    default:
      return assertNever(account.kind)
  }
}

/** Distinguishes people with the same name without revealing their numbers. */
function holderNumber(account: Account): string {
  const digest = hash('sha256', `holder ${account.id}`, 'buffer')
  return `A${(digest.readUIntBE(0, 6) % 1e12).toString().padStart(12, '0')}`
}

/** Identity extensions of GB/T 20518. */
export function identityExtensions(account: Account): readonly Extension[] {
  if (account.idNumber === null) return []
  if (account.idType === 'resident-id') return [residentIdExtension(account.idNumber)]
  if (account.idType === 'credit-code') return [organisationCodeExtension(account.idNumber)]
  return []
}
