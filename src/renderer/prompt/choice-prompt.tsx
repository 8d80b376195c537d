import { type FormEvent, useState } from 'react'
import type { PromptChoice, PromptOf, Snapshot } from '../../shared/models/index.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { type Choice, Choices } from '../parts/choices.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { dateOf, tokenName } from '../words/format.ts'
import { certificateOn } from './certificate-on.ts'
import styles from './prompt.module.css'
import { Expiry, Foot, Head, type PromptProps } from './prompt-parts.tsx'
import { useAnswer } from './use-answer.ts'

/** A certificate with its holder, its token and the end of its validity; null if it is no longer here. */
const choiceOf = (choice: PromptChoice, { tokens }: Snapshot, words: Texts): readonly Choice<string>[] => {
  const token = tokens.find(({ id }) => id === choice.tokenId)
  const view = certificateOn(token, choice.certificateId)
  if (!token || !view) return []
  const { obstacle, certificateId: value } = choice
  const meaning = [tokenName(token, words), words.certificates.until(dateOf(view.notAfter))]
  return [
    {
      value,
      title: view.holder,
      meaning: meaning.join(' · '),
      obstacle: obstacle && words.prompt.cannot[obstacle],
    },
  ]
}

const firstFree = (choices: readonly PromptChoice[]): string | null => {
  const free = choices.filter(({ obstacle }) => obstacle === null)
  // If there are several, the person chooses, because it is not ours to decide which one a site sees.
  return free.length === 1 ? (free[0]?.certificateId ?? null) : null
}

/** A choice of one certificate out of several. */
export const ChoicePrompt = (props: PromptProps<PromptOf<'choice'>>) => {
  const { snapshot, words } = useAssistant()
  const say = words.prompt
  const { prompt } = props
  const { action, ready, give, refuse } = useAnswer(prompt)
  const [chosen, choose] = useState(() => firstFree(prompt.choices))
  const choices = prompt.choices.flatMap((choice) => choiceOf(choice, snapshot, words))
  const certificateId = choices.find(({ value }) => value === chosen)?.value ?? null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (certificateId !== null) void give({ kind: 'choice', certificateId })
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Head {...props} title={say.purpose[prompt.purpose].title} />
      <Choices legend={say.choose} choices={choices} chosen={certificateId} choose={choose} autoFocus />
      {action.error && <ErrorNote report={action.error} />}
      {prompt.asker.kind === 'page' && <p className={styles.warning}>{say.warning}</p>}
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot refuse={refuse} act={say.use} disabled={!ready || certificateId === null} />
    </form>
  )
}
