import { Button, Input } from 'antd'
import { type ClipboardEvent, type FormEvent, useEffect, useState } from 'react'
import type { ErrorCode } from '../../shared/errors/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useDesk } from '../issuers/demonstration-desk.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import { FormFoot } from '../parts/foot.tsx'
import { CaptchaField } from './captcha-field.tsx'
import styles from './login.module.css'
import { LoginHelp } from './login-help.tsx'
import { readPastedLogin } from './pasted-login.ts'
import type { CaptchaState } from './use-captcha.ts'

export type LoginNames = { readonly userName: string; readonly applicantName: string }
type Values = LoginNames & { readonly captcha: string }
type Name = keyof Values

const names: readonly Name[] = ['userName', 'applicantName', 'captcha']

/** The field that a refusal is about. */
const refusedField: Partial<Readonly<Record<ErrorCode, Name>>> = {
  'account-unknown': 'userName',
  'applicant-name-wrong': 'applicantName',
  'captcha-wrong': 'captcha',
  'captcha-stale': 'captcha',
}

/** Puts the focus where the person goes on: on the first empty field, or on the answer to the new picture. */
const focusOn = (form: HTMLFormElement, name: Name): void => {
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLInputElement) field.focus()
}

type Props = {
  readonly issuerId: string
  readonly captcha: CaptchaState
  /** What was typed before the person looked at another way to log in. */
  readonly first: LoginNames
  readonly named: (names: LoginNames) => void
  readonly autoFocus: boolean
  readonly onCancel: () => void
}

const useLoginForm = ({ issuerId, captcha, first, named }: Props) => {
  const { client } = useAssistant()
  const [values, setValues] = useState<Values>({ ...first, captcha: '' })
  const [missing, setMissing] = useState<readonly Name[]>([])
  const [pasted, setPasted] = useState(false)
  const login = useAction()
  const { userName, applicantName } = values
  useEffect(() => named({ userName, applicantName }), [named, userName, applicantName])
  const set = (change: Partial<Values>) => {
    setValues((before) => ({ ...before, ...change }))
    setMissing((before) => before.filter((name) => change[name] === undefined))
  }
  const paste = (event: ClipboardEvent<HTMLFormElement>) => {
    const read = readPastedLogin(event.clipboardData.getData('text'))
    if (!read) return
    event.preventDefault()
    set(read)
    setPasted(true)
    if (read.userName && read.applicantName) focusOn(event.currentTarget, 'captcha')
  }
  const fillIn = (account: Pick<Values, 'userName' | 'applicantName'>, filled: HTMLFormElement | null) => {
    set(account)
    if (filled) focusOn(filled, 'captcha')
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const left = names.filter((name) => values[name].trim() === '')
    setMissing(left)
    const form = event.currentTarget
    if (left[0]) return focusOn(form, left[0])
    if (!captcha.captcha) return
    const captchaId = captcha.captcha.id
    if (await login.run(() => client.account.login({ ...values, issuerId, captchaId }))) return
    set({ captcha: '' })
    captcha.renew()
    focusOn(form, 'captcha')
  }
  return { values, missing, pasted, login, captcha, set, fillIn, paste, submit }
}

/** 用户名, 申请人名称, 验证码, with the names that the mail uses. */
export const LoginForm = (props: Props) => {
  const { issuerId, onCancel } = props
  const { words } = useAssistant()
  const say = words.account
  const form = useLoginForm(props)
  const desk = useDesk(issuerId)
  const { values, login, captcha } = form
  const refused = login.error ? refusedField[login.error.code] : undefined
  const faultOf = (name: Name) => (form.missing.includes(name) ? say.missing[name] : null)
  const status = (name: Name) => (refused === name ? { status: 'error' as const, 'aria-invalid': true } : {})
  const error = login.error ?? captcha.action.error
  return (
    <form className={styles.form} onSubmit={form.submit} onPaste={form.paste} noValidate>
      <p className={styles.lead}>{say.lead}</p>
      {desk && (
        <div>
          <Button onClick={(event) => form.fillIn(desk.account, event.currentTarget.closest('form'))}>
            {words.authority.fillIn}
          </Button>
        </div>
      )}
      {error && <ErrorNote report={error} />}
      <Field label={say.userName} fault={faultOf('userName')}>
        {(ties) => (
          <Input
            {...ties}
            {...status('userName')}
            name="userName"
            size="large"
            value={values.userName}
            onChange={(event) => form.set({ userName: event.target.value })}
            autoComplete="username"
            spellCheck={false}
            autoFocus={props.autoFocus}
          />
        )}
      </Field>
      <Field label={say.applicantName} fault={faultOf('applicantName')} hint={say.applicantNameHint}>
        {(ties) => (
          <Input
            {...ties}
            {...status('applicantName')}
            name="applicantName"
            size="large"
            value={values.applicantName}
            onChange={(event) => form.set({ applicantName: event.target.value })}
            autoComplete="organization"
            spellCheck={false}
          />
        )}
      </Field>
      <div role="status" className={styles.status}>
        {form.pasted && (
          <p className={styles.pasted}>
            <Icon name="check" size={16} />
            {say.pasted}
          </p>
        )}
      </div>
      <CaptchaField
        value={values.captcha}
        onChange={(text) => form.set({ captcha: text })}
        fault={faultOf('captcha')}
        state={captcha}
      />
      <LoginHelp tab="names" />
      <FormFoot
        act={say.submit}
        pending={login.pending}
        waiting={say.submitting}
        aside={
          <Button size="large" onClick={onCancel}>
            {say.cancel}
          </Button>
        }
      />
    </form>
  )
}
