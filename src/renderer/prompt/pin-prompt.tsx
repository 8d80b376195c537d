import type { FormEvent } from 'react'
import type { PromptOf } from '../../shared/models/index.ts'
import { softPinRule } from '../../shared/pin/new-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { useExistingPin } from '../pin/use-existing-pin.ts'
import styles from './prompt.module.css'
import { Expiry, Foot, Head, type PromptProps, With } from './prompt-parts.tsx'
import { useAnswer } from './use-answer.ts'
import { Wanted } from './wanted.tsx'

/** The purpose, the certificate, and the field for its PIN with the tries left. */
export const PinPrompt = (props: PromptProps<PromptOf<'pin'>>) => {
  const { snapshot, words } = useAssistant()
  const { prompt } = props
  const token = snapshot.tokens.find(({ id }) => id === prompt.tokenId)
  const rule = token?.pinRule ?? softPinRule
  const form = useExistingPin(token, rule)
  const { action, ready, give, refuse } = useAnswer(prompt)
  const say = words.prompt.purpose[prompt.purpose]
  const locked = token?.pin.locked ?? false
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const pin = form.take()
    const { tries } = form
    if (pin !== null && !(await give({ kind: 'pin', pin, tries }))) form.again()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Head {...props} title={say.title} />
      <Wanted prompt={prompt} />
      <With prompt={prompt} />
      {locked ? (
        <Note tone="bad" icon="lock" title={words.pin.locked} />
      ) : (
        <ExistingPin form={form} token={token} rule={rule} />
      )}
      {/* Below the field, because a small window shows the field first and then what was wrong. */}
      {action.error ? (
        <ErrorNote report={action.error} />
      ) : (
        prompt.problem && <ErrorNote report={prompt.problem} />
      )}
      {prompt.asker.kind === 'page' && <p className={styles.warning}>{words.prompt.warning}</p>}
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot
        refuse={refuse}
        act={say.act}
        disabled={locked || !ready || (form.last && !form.sure)}
        waiting={<Waiting active={action.pending} words={say.waiting} />}
      />
    </form>
  )
}
