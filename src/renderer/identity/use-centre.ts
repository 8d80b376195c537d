import { useCallback, useEffect, useState } from 'react'
import type { IdentityCentre } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

/** What the authority knows about the account that acts there. `userName`: asked again when another one acts. */
export const useCentre = (issuerId: string, userName: string | null) => {
  const { client } = useAssistant()
  const action = useAction()
  const { run } = action
  const [centre, setCentre] = useState<IdentityCentre | null>(null)
  const load = useCallback(() => {
    setCentre(null)
    if (userName !== null) void run(async () => setCentre(await client.identity.centre({ issuerId })))
  }, [client, run, issuerId, userName])
  useEffect(load, [load])
  return { ...action, centre, setCentre, load }
}

export type CentreState = ReturnType<typeof useCentre>
