import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { emailFault, phoneFault, plainEmail, plainPhone } from '../../shared/identity/faults.ts'
import { PasswordField } from '../account/password-field.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { isCode } from '../parts/code-field.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { CodeRow } from './code-row.tsx'
import styles from './identity.module.css'
import { IdentityError } from './identity-error.tsx'
import { NewPasswordFields, newPasswordFaults, noPassword } from './new-password-fields.tsx'
import type { CentreProps } from './signed-in-page.tsx'
import { TypedField } from './typed-field.tsx'
import { useCode } from './use-code.ts'

type Channel = 'sms' | 'mail'

const useContactChange = (channel: Channel, { issuerId, setCentre }: CentreProps, done: () => void) => {
  const { client } = useAssistant()
  const [address, setAddress] = useState('')
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const fault = channel === 'sms' ? phoneFault(address) : emailFault(address)
  const plain = channel === 'sms' ? plainPhone(address) : plainEmail(address)
  const present = useCode(() => client.identity.sendContactCode({ issuerId, channel, address: null }))
  const fresh = useCode(() => client.identity.sendContactCode({ issuerId, channel, address: plain }))
  return {
    ...{ address, checked, action, present, fresh },
    fault: checked ? fault : null,
    setAddress: (text: string) => {
      fresh.forget()
      setAddress(text)
    },
    sendNew: () => {
      setChecked(true)
      if (fault === null) void fresh.send()
    },
    submit: (event: FormEvent) => {
      event.preventDefault()
      setChecked(true)
      if (fault !== null || !isCode(present.code) || !isCode(fresh.code)) return
      const codes = { presentCode: present.code, newCode: fresh.code }
      void action.run(async () => {
        setCentre(await client.identity.changeContact({ issuerId, channel, ...codes }))
        done()
      })
    },
  }
}

type ContactProps = CentreProps & { readonly channel: Channel; readonly done: () => void }

/** Another phone or mail address, with a code to the present one and a code to the new one. */
const ContactChange = ({ channel, done, ...props }: ContactProps) => {
  const { words } = useAssistant()
  const say = words.identityCentre.centre
  const state = useContactChange(channel, props, done)
  const { address, checked, action, present, fresh, fault } = state
  const missing = (code: string) => (checked && !isCode(code) ? words.identity.contact.codeMissing : null)
  return (
    <form className={form.stack} onSubmit={state.submit} noValidate>
      <CodeRow
        label={say.presentCode}
        to={say.present}
        code={present}
        fault={missing(present.code)}
        send={() => void present.send()}
      />
      <TypedField
        label={channel === 'sms' ? say.newPhone : say.newEmail}
        value={address}
        fault={fault ?? undefined}
        most={254}
        mode={channel === 'sms' ? 'tel' : 'email'}
        change={state.setAddress}
      />
      <CodeRow
        label={say.newCode}
        to={say.fresh}
        code={fresh}
        fault={missing(fresh.code)}
        send={state.sendNew}
      />
      <IdentityError report={action.error ?? present.sending.error ?? fresh.sending.error} />
      <div className={form.buttons}>
        <Waiting active={action.pending} words={say.saving} />
        <Button onClick={done}>{words.everywhere.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={action.pending}>
          {say.save}
        </Button>
      </div>
    </form>
  )
}

const PasswordChange = ({ issuerId, account, done }: CentreProps & { readonly done: () => void }) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.centre
  const [present, setPresent] = useState('')
  const [next, setNext] = useState(noPassword)
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const known = [account.applicantName, account.userName]
  const faults = newPasswordFaults(next, known, words.identity.password)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (present === '' || (faults.first ?? faults.second) !== null) return
    const sent = { issuerId, present, next: next.first }
    setPresent('')
    setChecked(false)
    void action.run(async () => {
      await client.identity.changePassword(sent)
      setNext(noPassword)
      done()
    })
  }
  return (
    <form className={form.stack} onSubmit={submit} noValidate>
      <PasswordField
        label={say.presentPassword}
        value={present}
        onChange={setPresent}
        fault={checked && present === '' ? words.account.missing.password : null}
      />
      <NewPasswordFields
        password={next}
        known={known}
        checked={checked}
        labels={{ first: say.newPassword, second: words.identity.password.second }}
        change={setNext}
      />
      <IdentityError report={action.error} />
      <div className={form.buttons}>
        <Waiting active={action.pending} words={say.saving} />
        <Button onClick={done}>{words.everywhere.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={action.pending}>
          {say.changePassword}
        </Button>
      </div>
    </form>
  )
}

type Open = Channel | 'password' | null

/** 账号安全: phone, mail address, password. */
export const Security = (props: CentreProps) => {
  const { words } = useAssistant()
  const say = words.identityCentre.centre
  const [open, setOpen] = useState<Open>(null)
  const [done, setDone] = useState<string | null>(null)
  const start = (what: Open) => {
    setDone(null)
    setOpen(what)
  }
  const finish = (said: string | null) => () => {
    setOpen(null)
    setDone(said)
  }
  const { maskedPhone, maskedEmail } = props.centre
  return (
    <Section title={say.security}>
      <Card>
        <div className={form.stack}>
          <div role="status" className={styles.status}>
            {done}
          </div>
          <ul className={styles.list}>
            <li>
              <span>
                {say.phone} {maskedPhone ?? say.none}
              </span>
              <Button size="small" onClick={() => start('sms')}>
                {say.changePhone}
              </Button>
            </li>
            <li>
              <span>
                {say.email} {maskedEmail ?? say.none}
              </span>
              <Button size="small" onClick={() => start('mail')}>
                {say.changeEmail}
              </Button>
            </li>
            <li>
              <span>{say.password}</span>
              <Button size="small" onClick={() => start('password')}>
                {say.changePassword}
              </Button>
            </li>
          </ul>
          {(open === 'sms' || open === 'mail') && (
            <ContactChange key={open} {...props} channel={open} done={finish(say.changed)} />
          )}
          {open === 'password' && <PasswordChange {...props} done={finish(say.passwordChanged)} />}
        </div>
      </Card>
    </Section>
  )
}
