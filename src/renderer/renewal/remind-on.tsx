import { Button, Input } from 'antd'
import { useState } from 'react'
import type { CertificateView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import styles from './renewal.module.css'

const day = 86_400_000

/** A day after today and within a year. */
const isPossible = (date: string): boolean => {
  const at = new Date(`${date}T09:00`).getTime()
  return at > Date.now() && at - Date.now() <= 366 * day
}

/** 过几天再提醒我: the assistant tells about the certificate again on a day of choice. */
export const RemindOn = ({ view }: { readonly view: CertificateView }) => {
  const { client, words } = useAssistant()
  const say = words.renewal.before
  const { error, pending, run } = useAction()
  const [date, setDate] = useState('')
  const [checked, setChecked] = useState(false)
  const [reminded, setReminded] = useState<string | null>(null)
  const late = date !== '' && new Date(`${date}T00:00`).getTime() > Date.parse(view.notAfter)
  const submit = async () => {
    setChecked(true)
    if (!isPossible(date)) return
    if (await run(() => client.reminders.remindOn({ reminderId: view.id, date }))) setReminded(date)
  }
  return (
    <details className={styles.details}>
      <summary>{say.remind}</summary>
      <div className={form.stack}>
        <Field
          label={say.remindOn}
          fault={checked && !isPossible(date) ? say.remindNotPossible : null}
          hint={late ? say.remindLate : undefined}
        >
          {(ties) => (
            <div className={form.row}>
              <Input
                {...ties}
                className={styles.date ?? ''}
                type="date"
                value={date}
                onChange={({ target }) => {
                  setDate(target.value)
                  setReminded(null)
                }}
              />
              <Button disabled={pending} onClick={() => void submit()}>
                {say.remindSet}
              </Button>
            </div>
          )}
        </Field>
        <p role="status">{reminded !== null && say.reminded(reminded)}</p>
        {error && <ErrorNote report={error} />}
      </div>
    </details>
  )
}
