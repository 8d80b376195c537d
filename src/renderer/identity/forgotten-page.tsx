import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { emailFault, phoneFault, plainEmail, plainPhone } from '../../shared/identity/faults.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { ResetWay } from '../../shared/models/index.ts'
import { CaptchaField } from '../account/captcha-field.tsx'
import { useCaptcha } from '../account/use-captcha.ts'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Field } from '../parts/field.tsx'
import { Foot, FormFoot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Segments } from '../parts/segments.tsx'
import { go } from '../place/use-place.ts'
import { ForgottenFinish } from './forgotten-finish.tsx'
import { IdentityError } from './identity-error.tsx'
import { TypedField } from './typed-field.tsx'

const ways: readonly ResetWay[] = ['phone', 'id-number', 'credit-code', 'legacy']
const channels = ['sms', 'mail'] as const

type Asked = {
  readonly way: ResetWay
  readonly login: string
  readonly channel: (typeof channels)[number]
  readonly address: string
}
const nothing: Asked = { way: 'phone', login: '', channel: 'sms', address: '' }

type At = { readonly issuerId: string }

type AskProps = At & {
  readonly asked: Asked
  readonly set: (asked: Asked) => void
  readonly sent: (resetId: string) => void
}

const contactOf = ({ channel, address }: Asked) =>
  channel === 'sms' ? { channel, address: plainPhone(address) } : { channel, address: plainEmail(address) }

/** Which account, and the phone or mail address on record. The answer is the same whatever is known. */
const Ask = ({ issuerId, asked, set, sent }: AskProps) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.forgotten
  const [answer, setAnswer] = useState('')
  const [checked, setChecked] = useState(false)
  const captcha = useCaptcha(issuerId)
  const action = useAction()
  const { way, login, channel, address } = asked
  const fault = channel === 'sms' ? phoneFault(address) : emailFault(address)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    const captchaId = captcha.captcha?.id
    if (login.trim() === '' || fault !== null || answer.trim() === '' || captchaId === undefined) return
    const proof = { captchaId, captcha: answer.trim() }
    const done = await action.run(async () => {
      const named = { issuerId, way, login: login.trim(), contact: contactOf(asked) }
      sent((await client.identity.askReset({ ...named, ...proof })).resetId)
    })
    if (done) return
    setAnswer('')
    captcha.renew()
  }
  return (
    <form className={form.column} onSubmit={submit} noValidate>
      <p>{say.lead}</p>
      <Segments
        legend={say.way}
        values={ways}
        titles={say.ways}
        chosen={way}
        choose={(next) => set({ ...asked, way: next })}
      />
      <Field
        label={say.logins[way]}
        fault={checked && login.trim() === '' ? words.identity.faults.missing : null}
      >
        {(ties) => (
          <Input
            {...ties}
            size="large"
            value={login}
            maxLength={64}
            spellCheck={false}
            onChange={({ target }) => set({ ...asked, login: target.value })}
          />
        )}
      </Field>
      <Segments
        legend={say.channel}
        values={channels}
        titles={say.channels}
        chosen={channel}
        choose={(next) => set({ ...asked, channel: next, address: '' })}
      />
      <TypedField
        label={channel === 'sms' ? say.phone : say.email}
        value={address}
        fault={checked ? (fault ?? undefined) : undefined}
        most={254}
        mode={channel === 'sms' ? 'tel' : 'email'}
        change={(text) => set({ ...asked, address: text })}
      />
      <CaptchaField
        value={answer}
        onChange={setAnswer}
        fault={checked && answer.trim() === '' ? words.account.missing.captcha : null}
        state={captcha}
      />
      <IdentityError report={action.error ?? captcha.action.error} />
      <details>
        <summary>{say.lost}</summary>
        <p>{say.lostNext}</p>
        <Button onClick={() => go({ page: 'appeal', issuerId })}>{words.identity.titles.appeal}</Button>
      </details>
      <FormFoot
        act={say.ask}
        pending={action.pending}
        waiting={say.asking}
        aside={
          <Button size="large" onClick={() => go({ page: 'login', issuerId })}>
            {words.everywhere.back}
          </Button>
        }
      />
    </form>
  )
}

const Content = ({ issuerId }: At) => {
  const { words } = useAssistant()
  const say = words.identityCentre.forgotten
  const [asked, setAsked] = useState(nothing)
  const [resetId, setResetId] = useState<string | null>(null)
  const [isDone, setDone] = useState(false)
  if (isDone)
    return (
      <div className={form.column}>
        <Note tone="good" title={say.done} urgent>
          <p>{say.doneMeaning}</p>
        </Note>
        <Foot>
          <Button type="primary" size="large" onClick={() => go({ page: 'login', issuerId })}>
            {words.account.title}
          </Button>
        </Foot>
      </div>
    )
  if (resetId === null) return <Ask issuerId={issuerId} asked={asked} set={setAsked} sent={setResetId} />
  return (
    <ForgottenFinish
      issuerId={issuerId}
      resetId={resetId}
      known={[asked.login, asked.address]}
      back={() => setResetId(null)}
      done={() => setDone(true)}
    />
  )
}

/** 忘记密码, by the phone or mail address on record. */
export const ForgottenPage = ({ issuerId }: { readonly issuerId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const issuer = issuerById(snapshot, issuerId) ?? snapshot.issuer
  return (
    <Page title={words.identityCentre.forgotten.title} narrow issuer={issuer}>
      <Card>
        <Content issuerId={issuer.id} />
      </Card>
    </Page>
  )
}
