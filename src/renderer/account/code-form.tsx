import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import type { CodeWanted, LoginChannel } from '../../shared/models/index.ts'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { useNow } from '../live/use-now.ts'
import { CodeField, isCode } from '../parts/code-field.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot, FormFoot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import styles from './login.module.css'

type Props = { readonly issuerId: string; readonly account: CodeWanted }

const useCodeForm = ({ issuerId, account: { userName } }: Props) => {
  const { client } = useAssistant()
  const [code, setCode] = useState('')
  const [checked, setChecked] = useState(false)
  const entering = useAction()
  const sending = useAction()
  const leaving = useAction()
  const anew = () => {
    setCode('')
    setChecked(false)
  }
  return {
    code,
    checked,
    entering,
    sending,
    leaving,
    set: (text: string) => {
      setCode(text)
      setChecked(false)
    },
    send: async (channel: LoginChannel) => {
      anew()
      entering.clear()
      await sending.run(() => client.account.sendCode({ issuerId, channel }))
    },
    submit: async (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault()
      setChecked(true)
      const field = event.currentTarget.elements.namedItem('code')
      if (field instanceof HTMLInputElement) field.focus()
      if (!isCode(code)) return
      sending.clear()
      if (!(await entering.run(() => client.account.enterCode({ issuerId, code })))) anew()
    },
    back: () => void leaving.run(() => client.account.logout({ issuerId, userName })),
  }
}

type WaysProps = Pick<Props, 'account'> & {
  readonly sending: Action
  readonly send: (channel: LoginChannel) => void
}

/** Sends another code after the wait for the first one, to the same address or to the other one. */
const Ways = ({ account, sending, send }: WaysProps) => {
  const { words } = useAssistant()
  const say = words.account
  const { sent, channels } = account
  const now = useNow(sent !== null)
  const seconds = sent === null ? 0 : Math.ceil((Date.parse(sent.againAt) - now) / 1000)
  const blocked = sending.pending || seconds > 0
  const others = channels.filter(({ channel }) => channel !== sent?.channel)
  return (
    <div className={styles.ways}>
      {sent && (
        <Button type="link" disabled={blocked} onClick={() => send(sent.channel)}>
          {seconds > 0 ? say.againIn(seconds) : say.again}
        </Button>
      )}
      {others.map(({ channel, masked }) => (
        <Button key={channel} type="link" disabled={blocked} onClick={() => send(channel)}>
          {sent ? say.otherWay(masked) : say.send(masked)}
        </Button>
      ))}
    </div>
  )
}

/** No address is on record, so only a person at the authority can help. */
const NoContact = ({ issuerId, account: { userName } }: Props) => {
  const { client, words } = useAssistant()
  const leaving = useAction()
  return (
    <div className={styles.form}>
      <ErrorNote report={leaving.error ?? { code: 'login-contact-missing', params: {} }} />
      <Foot>
        <Button
          size="large"
          disabled={leaving.pending}
          onClick={() => void leaving.run(() => client.account.logout({ issuerId, userName }))}
        >
          {words.account.back}
        </Button>
      </Foot>
    </div>
  )
}

/** The second part of a login: the code that was sent to the address on record. */
export const CodeForm = (props: Props) => {
  const { account } = props
  const { words } = useAssistant()
  const say = words.account
  const { code, checked, entering, sending, leaving, ...acts } = useCodeForm(props)
  const { sent } = account
  if (account.channels.length === 0) return <NoContact {...props} />
  const error = entering.error ?? sending.error ?? leaving.error ?? account.problem
  const pending = entering.pending || sending.pending || leaving.pending
  return (
    <form className={styles.form} onSubmit={acts.submit} noValidate>
      <div>
        <h2 className={form.lead}>{say.codeLead}</h2>
        <p role="status">{sent ? say.codeSent(sent.masked) : say.codeNotSent}</p>
        <p className={form.soft}>{say.codeReason}</p>
      </div>
      {error && <ErrorNote report={error} />}
      {sent && <CodeField value={code} onChange={acts.set} checked={checked} autoFocus />}
      <Ways account={account} sending={sending} send={(channel) => void acts.send(channel)} />
      <FormFoot
        act={say.submit}
        pending={pending}
        blocked={sent === null}
        waiting={sending.pending ? say.sending : say.submitting}
        aside={
          <Button size="large" disabled={pending} onClick={acts.back}>
            {say.back}
          </Button>
        }
      />
    </form>
  )
}
