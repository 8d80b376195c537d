import { type FormEvent, useState } from 'react'
import type { UnlockView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { CodeField, isCode } from '../parts/code-field.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'

type Props = { readonly view: UnlockView; readonly go: (view: UnlockView) => void }

/** The code that was sent to the reserved number proves who asks. */
export const IdentifyMoment = ({ view, go }: Props) => {
  const { client, words } = useAssistant()
  const say = words.unlock
  const { pending, error, run } = useAction()
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (isCode(code)) await run(async () => go(await client.unlock.identify({ unlockId: view.id, code })))
  }
  return (
    <Card>
      <form className={styles.column} onSubmit={submit} noValidate>
        <p className={styles.lead}>{say.sentTo(view.sentTo ?? '')}</p>
        {error && <ErrorNote report={error} />}
        <CodeField value={code} onChange={setCode} checked={checked} />
        <FormFoot act={say.identify} pending={pending} waiting={say.starting} />
      </form>
    </Card>
  )
}
