import { useCallback, useEffect, useState } from 'react'
import type { IdentityRules } from '../../shared/models/index.ts'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

/** What the authority of this page says about 统一身份认证; null until it has answered. */
export const useRules = () => {
  const { client } = useAssistant()
  const issuerId = useIssuer()?.id
  const { error, run } = useAction()
  const [rules, setRules] = useState<IdentityRules | null>(null)
  const load = useCallback(() => {
    if (issuerId !== undefined) void run(async () => setRules(await client.identity.rules({ issuerId })))
  }, [client, run, issuerId])
  useEffect(load, [load])
  return { rules, error, load }
}
