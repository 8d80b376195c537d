import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import type { UnlockChannel, UnlockView } from '../../../shared/models/index.ts'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import styles from '../../parts/form.module.css'
import { Note } from '../../parts/note.tsx'
import { Waiting } from '../../parts/waiting.tsx'

type Props = { readonly view: UnlockView; readonly go: (view: UnlockView) => void }

/** Where the unlocking code goes: by text message or by mail. */
export const ChannelMoment = ({ view, go }: Props) => {
  const { client, words } = useAssistant()
  const say = words.careUnlock
  const { pending, error, run } = useAction()
  const name = useId()
  const [channel, choose] = useState<UnlockChannel>(view.channels[0]?.channel ?? 'sms')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => go(await client.unlock.sendCode({ unlockId: view.id, channel })))
  }
  if (view.channels.length === 0) return <Note tone="bad" title={say.noChannel} />
  return (
    <Card>
      <form className={styles.column} onSubmit={submit} noValidate>
        {error && <ErrorNote report={error} />}
        <fieldset className={styles.choices}>
          <legend>{say.channelLead}</legend>
          {view.channels.map((one) => (
            <label key={one.channel} className={styles.choice}>
              <input
                type="radio"
                name={name}
                checked={channel === one.channel}
                onChange={() => choose(one.channel)}
              />
              <span>
                <strong>{say.channel[one.channel]}</strong>
                <small>{one.masked}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <p className={styles.soft}>{say.secret}</p>
        <div className={styles.buttons}>
          <Waiting active={pending} words={say.sending} />
          <Button type="primary" size="large" htmlType="submit" disabled={pending}>
            {say.send}
          </Button>
        </div>
      </form>
    </Card>
  )
}
