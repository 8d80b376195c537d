import { useEffect, useState } from 'react'
import type { IdentityRules } from '../../shared/models/index.ts'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'

/** What the authority of this page says about 统一身份认证; null until it has answered. */
export const useRules = (): IdentityRules | null => {
  const { client } = useAssistant()
  const issuerId = useIssuer()?.id
  const [rules, setRules] = useState<IdentityRules | null>(null)
  useEffect(() => {
    if (issuerId === undefined) return
    client.identity.rules({ issuerId }).then(setRules, () => undefined)
  }, [client, issuerId])
  return rules
}
