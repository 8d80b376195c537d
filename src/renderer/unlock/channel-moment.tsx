import { type FormEvent, useState } from 'react'
import type { UnlockChannel, UnlockView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'

type Props = { readonly view: UnlockView; readonly go: (view: UnlockView) => void }

/** Where the unlocking code goes: by text message or by mail. */
export const ChannelMoment = ({ view, go }: Props) => {
  const { client, words } = useAssistant()
  const say = words.unlock
  const { pending, error, run } = useAction()
  const [channel, choose] = useState<UnlockChannel>(view.channels[0]?.channel ?? 'sms')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => go(await client.unlock.sendCode({ unlockId: view.id, channel })))
  }
  if (view.channels.length === 0)
    return (
      <Note tone="bad" title={say.noChannel}>
        <p>{say.noChannelMeaning}</p>
      </Note>
    )
  return (
    <Card>
      <form className={styles.column} onSubmit={submit} noValidate>
        {error && <ErrorNote report={error} />}
        <Choices
          legend={say.channelLead}
          choices={view.channels.map((one) => ({
            value: one.channel,
            title: say.channel[one.channel],
            meaning: one.masked,
          }))}
          chosen={channel}
          choose={choose}
        />
        <p className={styles.soft}>{say.secret}</p>
        <FormFoot act={say.send} pending={pending} waiting={say.sending} />
      </form>
    </Card>
  )
}
