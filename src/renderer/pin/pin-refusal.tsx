import type { ErrorReport } from '../../shared/models/index.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { UnlockButton } from '../unlock/unlock-button.tsx'

type Props = { readonly report: ErrorReport; readonly tokenId: string | undefined }

/** Why a PIN was not taken; a locked one leads to the unlocking. */
export const PinRefusal = ({ report, tokenId }: Props) => (
  <ErrorNote
    report={report}
    actions={report.code === 'pin-locked' && tokenId && <UnlockButton tokenId={tokenId} />}
  />
)
