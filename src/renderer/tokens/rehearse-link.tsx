import { Button } from 'antd'
import type { CertificatePair } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'

/** An old pair is kept for what was encrypted to it. Here one sees whether it opens that. */
export const RehearseLink = ({ pair }: { readonly pair: CertificatePair }) => {
  const { words } = useAssistant()
  const certificateId = pair.encryption?.id
  if (pair.state !== 'kept' || certificateId === undefined) return null
  return (
    <Button size="small" href={hashOf({ page: 'decryption-rehearsal', certificateId })}>
      {words.decryptionRehearsal.title}
    </Button>
  )
}
