import { Button } from 'antd'
import type { RehearsalLook, RehearsalRecipient, RehearsalVerdict } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { grouped } from '../words/format.ts'
import { canTry, deviceWords, nameOfRecipient } from './place-words.ts'

type Props = { readonly recipient: RehearsalRecipient; readonly verdict: RehearsalVerdict }

/** What the attempt has shown, in sentences. */
export const Verdict = ({ recipient, verdict }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.decryptionRehearsal
  if (verdict.result === 'fails')
    return (
      <Note
        tone="bad"
        title={say.fails[verdict.reason]}
        urgent
        actions={verdict.reason === 'key-missing' && <ToRestore />}
      >
        <p>{say.failsNext[verdict.reason]}</p>
      </Note>
    )
  const device = deviceWords(recipient, snapshot.tokens, words) ?? ''
  const serial = grouped(recipient.serial ?? recipient.keyId ?? '')
  return (
    <Note tone="good" title={say.opens(nameOfRecipient(recipient, words), serial, device)} urgent>
      <p>{say.proof[verdict.proof]}</p>
      <p>{say.keep}</p>
    </Note>
  )
}

const ToRestore = () => {
  const { words } = useAssistant()
  return <Button onClick={() => go({ page: 'restore' })}>{words.decryptionRehearsal.toRestore}</Button>
}

/** Nobody's key is here: which one to look for, and what else helps. */
export const Nobody = ({ look }: { readonly look: RehearsalLook }) => {
  const { snapshot, words } = useAssistant()
  const say = words.decryptionRehearsal
  const { recipients } = look
  if (recipients.some(canTry)) return null
  const seen = recipients
    .filter(({ algorithm, place }) => algorithm === 'sm2' && place.is === 'seen')
    .flatMap((one) => deviceWords(one, snapshot.tokens, words) ?? [])
  return (
    <Note tone="bad" title={say.nobody} actions={<ToRestore />}>
      {seen.length > 0 && (
        <p>{say.nobodyNext.seen([...new Set(seen)].slice(0, 3).join(words.certificateFields.between))}</p>
      )}
      <p>{say.insert}</p>
      <p>{say.nobodyNext.restore}</p>
      <p>{say.nobodyNext.otherwise}</p>
    </Note>
  )
}
