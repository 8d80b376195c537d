import { Button } from 'antd'
import { certificateIdOf } from '../../shared/certificates/certificate-id-of.ts'
import type { TransactionView } from '../../shared/models/index.ts'
import type { Place } from '../../shared/places/place.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'

type Props = {
  readonly transaction: TransactionView
  readonly say: { readonly backToForm: string; readonly backToFormMeaning: string }
  /** The page of the form; null: the certificate is away. */
  readonly placeOf: (certificateId: string | null) => Place
}

/** The authority did not record it, for example because the price changed. What was typed is kept. */
export const BackToForm = ({ transaction, say, placeOf }: Props) => {
  const { client, snapshot } = useAssistant()
  const { error, pending, run } = useAction()
  const { id: transactionId, previousSerial, issuerId } = transaction
  const back = async () => {
    const place = placeOf(certificateIdOf(snapshot, { issuerId, serial: previousSerial ?? '' }))
    if (await run(() => client.transactions.abandon({ transactionId }))) go(place)
  }
  return (
    <Note
      tone="info"
      title={say.backToForm}
      actions={
        <Button disabled={pending} onClick={() => void back()}>
          {say.backToForm}
        </Button>
      }
    >
      <p>{say.backToFormMeaning}</p>
      {error && <ErrorNote report={error} />}
    </Note>
  )
}
