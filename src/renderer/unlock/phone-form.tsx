import { Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { TokenView, UnlockView } from '../../shared/models/index.ts'
import { CaptchaField } from '../account/captcha-field.tsx'
import { useCaptcha } from '../account/use-captcha.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'

type Props = {
  readonly token: TokenView
  readonly issuerId: string
  readonly begun: (view: UnlockView) => void
}

const phoneFault = (phone: string, say: { phoneMissing: string; phoneWrong: string }): string | null => {
  if (phone.trim() === '') return say.phoneMissing
  return /^\+?[0-9]{5,20}$/.test(phone.replace(/[\s-]/g, '')) ? null : say.phoneWrong
}

/** The reserved number and the captcha. A code is sent to that number. */
export const PhoneForm = ({ token, issuerId, begun }: Props) => {
  const { client, words } = useAssistant()
  const say = words.unlock
  const action = useAction()
  const captcha = useCaptcha(issuerId)
  const [phone, setPhone] = useState('')
  const [answer, setAnswer] = useState('')
  const [checked, setChecked] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (phoneFault(phone, say) !== null || answer.trim() === '' || !captcha.captcha) return
    const who = {
      kind: 'phone',
      phone: phone.replace(/[\s-]/g, ''),
      captchaId: captcha.captcha.id,
      captcha: answer,
    } as const
    if (await action.run(async () => begun(await client.unlock.begin({ tokenId: token.id, who })))) return
    setAnswer('')
    setChecked(false)
    captcha.renew()
  }
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      {action.error && <ErrorNote report={action.error} />}
      <Field label={say.phone} fault={checked ? phoneFault(phone, say) : null}>
        {(ties) => (
          <Input
            {...ties}
            size="large"
            inputMode="tel"
            autoComplete="off"
            value={phone}
            onChange={(event) => setPhone(event.target.value)}
          />
        )}
      </Field>
      <CaptchaField
        value={answer}
        onChange={setAnswer}
        fault={checked && answer.trim() === '' ? words.account.missing.captcha : null}
        state={captcha}
      />
      <FormFoot act={say.next} pending={action.pending} waiting={say.starting} />
    </form>
  )
}
