import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { CodeField, isCode } from '../parts/code-field.tsx'
import { FormFoot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { IdentityError } from './identity-error.tsx'
import { NewPasswordFields, newPasswordFaults, noPassword } from './new-password-fields.tsx'

type Props = {
  readonly issuerId: string
  readonly resetId: string
  readonly known: readonly string[]
  readonly back: () => void
  readonly done: () => void
}

/** The code from the phone or mail address on record, and the new password. */
export const ForgottenFinish = ({ issuerId, resetId, known, back, done }: Props) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.forgotten
  const [code, setCode] = useState('')
  const [password, setPassword] = useState(noPassword)
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const faults = newPasswordFaults(password, known, words.identity.password)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!isCode(code) || (faults.first ?? faults.second) !== null) return
    void action.run(async () => {
      await client.identity.finishReset({ issuerId, resetId, code, password: password.first })
      done()
    })
  }
  return (
    <form className={form.column} onSubmit={submit} noValidate>
      <p role="status">{say.sent}</p>
      <CodeField value={code} onChange={setCode} checked={checked} autoFocus />
      <NewPasswordFields
        password={password}
        known={known}
        checked={checked}
        labels={{ first: words.identityCentre.centre.newPassword, second: words.identity.password.second }}
        change={setPassword}
      />
      <IdentityError report={action.error} />
      <FormFoot
        act={say.set}
        pending={action.pending}
        waiting={say.setting}
        aside={
          <Button size="large" onClick={back}>
            {say.back}
          </Button>
        }
      />
    </form>
  )
}
