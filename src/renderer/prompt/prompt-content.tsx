import { Button } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { CertificateView, PromptView, TokenView } from '../../shared/models/index.ts'
import { SealMark } from '../drawings/seal-mark.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { useNow } from '../live/use-now.ts'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { LastTry } from '../parts/last-try.tsx'
import { Note } from '../parts/note.tsx'
import { PinField } from '../parts/pin-field.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import { pinFaultWords } from '../words/pin-words.ts'
import { isLastTry, triesHint } from '../words/tries.ts'
import styles from './prompt.module.css'
import { useAnswer } from './use-answer.ts'

type Props = {
  readonly prompt: PromptView
  readonly titleId: string
  /** The window's own heading, or that of a dialog on a page that has one. */
  readonly heading: 'h1' | 'h2'
}

const Head = ({ prompt, title, titleId, heading: Heading }: Props & { readonly title: string }) => {
  const { words } = useAssistant()
  return (
    <div className={styles.head}>
      <SealMark size={36} />
      <div>
        <Heading id={titleId}>{title}</Heading>
        <p className={styles.asker}>
          {words.prompt.from} {prompt.asker ?? words.prompt.assistantAsks}
        </p>
      </div>
    </div>
  )
}

const Expiry = ({ at }: { readonly at: string }) => {
  const { words } = useAssistant()
  const now = useNow(true)
  const seconds = Math.ceil((Date.parse(at) - now) / 1_000)
  return seconds > 0 && seconds <= 60 ? (
    <p className={styles.warning}>{words.prompt.expiresIn(seconds)}</p>
  ) : null
}

const certificateIn = (token: TokenView | undefined, id: string | null): CertificateView | null => {
  const views = token?.pairs.flatMap(({ signing, encryption }) => [signing, encryption]) ?? []
  return views.find((view) => view?.id === id) ?? null
}

const Named = ({ view }: { readonly view: CertificateView }) => {
  const { words } = useAssistant()
  return (
    <>
      {view.holder}
      <span className={styles.until}>{words.certificates.until(dateOf(view.notAfter))}</span>
    </>
  )
}

const With = ({ token, prompt }: { readonly token: TokenView | undefined; readonly prompt: PromptView }) => {
  const { words } = useAssistant()
  const view = certificateIn(token, prompt.certificateId)
  if (!token) return null
  const device = [deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')
  return (
    <div className={styles.what}>
      <Facts
        facts={[
          ...(view ? [{ name: words.prompt.with, value: <Named view={view} /> }] : []),
          { name: words.prompt.on, value: device },
        ]}
      />
    </div>
  )
}

type FootProps = {
  readonly refuse: () => void
  readonly act: string
  readonly disabled: boolean
  readonly waiting?: ReactNode
}

const Foot = ({ refuse, act, disabled, waiting }: FootProps) => {
  const { words } = useAssistant()
  return (
    <div className={styles.buttons}>
      <Button size="large" onClick={refuse}>
        {words.prompt.refuse}
      </Button>
      {waiting}
      <Button size="large" type="primary" htmlType="submit" disabled={disabled}>
        {act}
      </Button>
    </div>
  )
}

const usePinPrompt = (prompt: PromptView, token: TokenView | undefined) => {
  const { snapshot, words } = useAssistant()
  const answer = useAnswer(prompt)
  const [pin, setPin] = useState('')
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const rule = token?.pinRule ?? snapshot.issuer.pinRule
  const last = token !== undefined && isLastTry(token)
  const fault = checked ? pinFaultWords(pin, rule, words) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (pinFaultWords(pin, rule, words) !== null || (last && !sure)) return
    void answer.givePin(pin, prompt.certificateId)
    setPin('')
    setChecked(false)
  }
  return { answer, pin, setPin, sure, setSure, last, fault, submit }
}

const PinPrompt = (props: Props) => {
  const { snapshot, words } = useAssistant()
  const { prompt } = props
  const token = snapshot.tokens.find(({ id }) => id === prompt.tokenId)
  const form = usePinPrompt(prompt, token)
  const say = words.prompt.purpose[prompt.purpose]
  const locked = token?.pin.locked ?? false
  const { action, refuse } = form.answer
  return (
    <form className={styles.form} onSubmit={form.submit} noValidate>
      <Head {...props} title={say.title} />
      <With token={token} prompt={prompt} />
      {action.error && <ErrorNote report={action.error} />}
      {locked ? (
        <Note tone="bad" icon="lock" title={words.pin.locked} />
      ) : (
        <PinField
          label={words.pin.pin}
          value={form.pin}
          onChange={form.setPin}
          fault={form.fault}
          hint={token ? triesHint(token, words) : undefined}
          autoFocus
        />
      )}
      {form.last && !locked && <LastTry sure={form.sure} setSure={form.setSure} />}
      {prompt.asker && <p className={styles.warning}>{words.prompt.warning}</p>}
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot
        refuse={refuse}
        act={say.act}
        disabled={locked || action.pending || (form.last && !form.sure)}
        waiting={<Waiting active={action.pending} words={say.waiting} />}
      />
    </form>
  )
}

const ConsentPrompt = (props: Props) => {
  const { words } = useAssistant()
  const { prompt } = props
  const { action, consent, refuse } = useAnswer(prompt)
  const [remember, setRemember] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void consent(remember)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Head {...props} title={words.prompt.consentTitle} />
      <p>{words.prompt.consentMeaning}</p>
      {action.error && <ErrorNote report={action.error} />}
      <label className={styles.remember}>
        <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
        {words.prompt.remember}
      </label>
      <p className={styles.warning}>{words.prompt.warning}</p>
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot refuse={refuse} act={words.prompt.allow} disabled={action.pending} />
    </form>
  )
}

/** Who asks, for what, with which certificate. */
export const PromptContent = (props: Props) =>
  props.prompt.kind === 'pin' ? <PinPrompt {...props} /> : <ConsentPrompt {...props} />
