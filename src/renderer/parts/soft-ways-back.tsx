import { Button } from 'antd'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { go } from '../place/use-place.ts'

/** What helps if nobody can unlock a soft certificate: its backup, or a new certificate. */
export const SoftWaysBack = () => {
  const { words } = useAssistant()
  const issuer = useIssuer()
  const say = words.unlock
  return (
    <>
      <Button onClick={() => go({ page: 'restore' })}>{say.restore}</Button>
      <Button onClick={() => go({ page: 'replacement', issuerId: issuer?.id ?? null })}>
        {words.replacement.title}
      </Button>
      <Button onClick={() => go({ page: 'issue', tokenId: null })}>{say.reissue}</Button>
    </>
  )
}
