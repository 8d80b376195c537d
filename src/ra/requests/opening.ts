import { hash } from 'node:crypto'
import type { RaBusiness } from '../../shared/ra-contract/request.ts'
import { subjectOf } from '../ca/subject.ts'
import { randomId } from '../random.ts'
import type { Account } from '../records.ts'
import type { OpenForm, Opening } from '../rules/opening.ts'

/** What the opening rule needs besides the facts: names for new rows, and the subject. */
export function prepareOpening(
  { profile, sender }: Pick<Opening, 'profile' | 'sender'>,
  account: Account,
  form: OpenForm,
  now: number,
): Opening {
  return {
    requestId: randomId(),
    orderId: randomId(),
    account,
    form,
    profile,
    sender,
    bodyHash: bodyHash(form),
    subject: subjectOf(account),
    now,
  }
}

/** Stored hashes depend on the form, so a business that was renamed is hashed under its first name. */
const hashedNames: Readonly<Record<RaBusiness, string>> = {
  issue: 'issue',
  reissue: 'replace',
  renew: 'renew',
  replacement: 'reissue-lost',
  upgrade: 'upgrade',
}

/** The form with its fields in one fixed order: this defines "the same body". */
export function bodyHash(form: OpenForm): string {
  const business = hashedNames[form.business]
  const ordered = [business, form.token, form.previousSerial, form.termYears, form.application]
  return hash('sha256', JSON.stringify(ordered, sortKeys), 'base64url')
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
