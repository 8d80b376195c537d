import { type FormEvent, useState } from 'react'
import type { PromptView, TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { LastTry } from '../parts/last-try.tsx'
import { Note } from '../parts/note.tsx'
import { PinField } from '../parts/pin-field.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { pinFaultWords } from '../words/pin-words.ts'
import { isLastTry, triesHint } from '../words/tries.ts'
import styles from './prompt.module.css'
import { Expiry, Foot, Head, type PromptProps, With } from './prompt-parts.tsx'
import { useAnswer } from './use-answer.ts'

const usePinPrompt = (prompt: PromptView, token: TokenView | undefined) => {
  const { snapshot, words } = useAssistant()
  const answer = useAnswer(prompt)
  const [pin, setPin] = useState('')
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  // A new field for a new attempt: empty and with the focus.
  const [attempt, setAttempt] = useState(0)
  const rule = token?.pinRule ?? snapshot.issuer.pinRule
  const last = token !== undefined && isLastTry(token)
  const fault = checked ? pinFaultWords(pin, rule, words) : null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (pinFaultWords(pin, rule, words) !== null || (last && !sure)) return
    setPin('')
    setChecked(false)
    if (!(await answer.givePin(pin, prompt.certificateId))) setAttempt((before) => before + 1)
  }
  return { answer, pin, setPin, sure, setSure, attempt, last, fault, submit }
}

/** For what and with which certificate, and the PIN for it with the tries left. */
export const PinPrompt = (props: PromptProps) => {
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
      {locked ? (
        <Note tone="bad" icon="lock" title={words.pin.locked} />
      ) : (
        <PinField
          key={form.attempt}
          label={words.pin.pin}
          value={form.pin}
          onChange={form.setPin}
          fault={form.fault}
          hint={token && !form.last ? triesHint(token, words) : undefined}
          autoFocus
        />
      )}
      {/* Below the field: a small window shows the field first, and what was wrong with it next. */}
      {action.error && <ErrorNote report={action.error} />}
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
