import { assertNever } from '../assert-never.ts'
import { leadingCertificate } from '../certificates/leading.ts'
import type { Place } from '../places/place.ts'
import { businessPlace } from '../transactions/business-place.ts'
import type { Concern } from './assistant-health.ts'

const home: Place = { page: 'home' }

const ofToken = ({ token, health }: Extract<Concern, { readonly kind: 'token' }>): Place => {
  if (health.cause === 'locked') return { page: 'unlock', tokenId: token.id }
  if (health.cause === 'last-try') return { page: 'pin', tokenId: token.id }
  const view = health.cause === 'pair' ? leadingCertificate(health.pair) : null
  return view === null ? { page: 'certificates' } : { page: 'certificate', certificateId: view.id }
}

/** Where a person sees the reason of a concern and what to do about it. */
export const placeOfConcern = (concern: Concern): Place => {
  switch (concern.kind) {
    case 'token':
      return ofToken(concern)
    case 'business':
      return businessPlace(concern.transaction)
    case 'notice':
      return concern.notice.action.kind === 'go' ? concern.notice.action.place : home
    case 'clock':
      return { page: 'diagnosis', step: 'clock' }
    case 'reminder': {
      const { certificateId } = concern.reminder
      return certificateId === null ? home : { page: 'certificate', certificateId }
    }
    case 'trouble':
      return home
    default:
      return assertNever(concern)
  }
}
