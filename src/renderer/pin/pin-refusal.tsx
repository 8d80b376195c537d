import type { ErrorReport } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { WaysToUnlock } from '../parts/ways-to-unlock.tsx'

type Props = { readonly report: ErrorReport; readonly tokenId: string | undefined }

/** Why a PIN was not accepted. A locked PIN leads to the ways out. */
export const PinRefusal = ({ report, tokenId }: Props) => {
  const token = useAssistant().snapshot.tokens.find(({ id }) => id === tokenId)
  return (
    <ErrorNote
      report={report}
      actions={report.code === 'pin-locked' && token && <WaysToUnlock token={token} />}
    />
  )
}
