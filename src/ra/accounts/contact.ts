import { maskEmail, maskPhone } from '../../shared/masking/mask.ts'
import type { ContactChannel, MaskedContact } from '../../shared/ra-contract/contact.ts'
import type { Account } from '../records.ts'

export type Contact = MaskedContact & { readonly to: string }

/** The address on record for this channel, or null. */
export function contactOf(account: Account, channel: ContactChannel): Contact | null {
  const to = channel === 'sms' ? account.phone : account.email
  if (to === null) return null
  return { channel, to, masked: channel === 'sms' ? maskPhone(to) : maskEmail(to) }
}

/** Where a code can be sent, masked for the person who asks. */
export function maskedContacts(account: Account): MaskedContact[] {
  return (['sms', 'mail'] as const).flatMap((channel) => {
    const contact = contactOf(account, channel)
    return contact === null ? [] : [{ channel, masked: contact.masked }]
  })
}
