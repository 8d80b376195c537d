import { useEffect } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { ownerOfPlace } from '../../shared/account/owner-of-place.ts'
import type { Place } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'

/** Business with a certificate is done by its owner: on such a page the owner acts, if logged in. */
export const useOwnerActs = (place: Place | null): void => {
  const { snapshot, client } = useAssistant()
  const owner = ownerOfPlace(snapshot, place)
  const issuerId = owner?.issuerId ?? null
  const userName = owner?.account.userName ?? null
  const acting = accountAt(snapshot, issuerId)
  const isActing = acting.state === 'signed-in' && acting.userName === userName
  useEffect(() => {
    if (issuerId === null || userName === null || isActing) return
    client.account.actAs({ issuerId, userName }).catch(() => undefined)
  }, [client, issuerId, userName, isActing])
}
