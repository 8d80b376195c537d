import { useEffect, useState } from 'react'
import type { CertificateDetails } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'

export type DetailsState = { readonly details: CertificateDetails | null; readonly action: Action }

/** A certificate in full. It is read again when the language changes, because its fields come in words. */
export const useDetails = (certificateId: string): DetailsState => {
  const { client, snapshot } = useAssistant()
  const { language } = snapshot.settings
  const action = useAction()
  const { run } = action
  const [read, setRead] = useState<{ readonly key: string; readonly details: CertificateDetails } | null>(
    null,
  )
  const key = `${certificateId} ${language}`
  useEffect(() => {
    let wanted = true
    void run(async () => {
      const details = await client.certificates.details({ certificateId })
      if (wanted) setRead({ key, details })
    })
    return () => {
      wanted = false
    }
  }, [client, run, certificateId, key])
  return { details: read?.key === key ? read.details : null, action }
}
