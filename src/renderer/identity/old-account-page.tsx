import { Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { CaptchaField } from '../account/captcha-field.tsx'
import { PasswordField } from '../account/password-field.tsx'
import { useCaptcha } from '../account/use-captcha.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { FormFoot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { IdentityError } from './identity-error.tsx'
import { type CentreProps, SignedInPage } from './signed-in-page.tsx'

const useLink = ({ issuerId, setCentre }: CentreProps) => {
  const { client } = useAssistant()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [answer, setAnswer] = useState('')
  const [known, setKnown] = useState(false)
  const [checked, setChecked] = useState(false)
  const captcha = useCaptcha(issuerId)
  const action = useAction()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    const captchaId = captcha.captcha?.id
    if (login.trim() === '' || password === '' || answer.trim() === '' || !known) return
    if (captchaId === undefined) return
    const sent = { issuerId, login: login.trim(), password, captchaId, captcha: answer.trim() }
    setPassword('')
    setChecked(false)
    if (await action.run(async () => setCentre(await client.identity.linkLegacy(sent)))) return
    setAnswer('')
    captcha.renew()
  }
  return {
    login,
    setLogin,
    password,
    setPassword,
    answer,
    setAnswer,
    known,
    setKnown,
    checked,
    captcha,
    action,
    submit,
  }
}

const LinkForm = (props: CentreProps) => {
  const { words } = useAssistant()
  const say = words.identityCentre.old
  const state = useLink(props)
  const { login, password, answer, known, checked, captcha, action } = state
  return (
    <form className={form.column} onSubmit={state.submit} noValidate>
      <p>{say.meaning}</p>
      <Note tone="soon" title={say.cannotUndo}>
        <p>{say.cannotUndoMeaning}</p>
      </Note>
      <Field
        label={say.login}
        hint={say.loginHint}
        fault={checked && login.trim() === '' ? say.loginMissing : null}
      >
        {(ties) => (
          <Input
            {...ties}
            size="large"
            value={login}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => state.setLogin(target.value)}
          />
        )}
      </Field>
      <PasswordField
        label={say.password}
        value={password}
        onChange={state.setPassword}
        fault={checked && password === '' ? words.account.missing.password : null}
      />
      <CaptchaField
        value={answer}
        onChange={state.setAnswer}
        fault={checked && answer.trim() === '' ? words.account.missing.captcha : null}
        state={captcha}
      />
      <label className={form.tick}>
        <input type="checkbox" checked={known} onChange={({ target }) => state.setKnown(target.checked)} />
        <span>
          {say.tick}
          {checked && !known && <small>{say.tickMissing}</small>}
        </span>
      </label>
      <IdentityError report={action.error ?? captcha.action.error} />
      <FormFoot act={say.link} pending={action.pending} waiting={say.linking} />
    </form>
  )
}

const Content = (props: CentreProps) => {
  const { words } = useAssistant()
  const say = words.identityCentre.old
  const { legacy } = props.centre
  return (
    <Card>
      {legacy === null ? (
        <LinkForm {...props} />
      ) : (
        <Note tone="good" title={say.linked(legacy.maskedLogin)}>
          <p>{say.linkedMeaning}</p>
        </Note>
      )}
    </Card>
  )
}

/** 旧账号管理: links one account of the old system, which cannot be undone. */
export const OldAccountPage = ({ issuerId }: { readonly issuerId: string | null }) => {
  const { words } = useAssistant()
  return (
    <SignedInPage
      issuerId={issuerId}
      title={words.identityCentre.old.title}
      show={(props) => <Content {...props} />}
    />
  )
}
