import type { FormEvent } from 'react'
import type { PromptOf } from '../../shared/models/index.ts'
import type { Client } from '../live/client.ts'
import { saveParts } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Waiting } from '../parts/waiting.tsx'
import styles from './prompt.module.css'
import { Expiry, Foot, Head, type PromptProps } from './prompt-parts.tsx'
import { useAnswer } from './use-answer.ts'

type View = PromptOf<'save'>

const partsOf = async (client: Client, { id: promptId, length }: View): Promise<readonly string[]> => {
  const parts: string[] = []
  let at = 0
  while (at < length) {
    const { base64 } = await client.prompt.givePart({ promptId, at })
    parts.push(base64)
    at += atob(base64).length
  }
  return parts
}

/** In a shell with a dialog the assistant writes the file; the browser saves it for a page that has none. */
const save = async (client: Client, view: View): Promise<void> => {
  const { id: promptId, name, how } = view
  if (how === 'dialog') {
    await client.prompt.saveFile({ promptId })
    return
  }
  saveParts(name, await partsOf(client, view), 'application/octet-stream')
  await client.prompt.answer({ kind: 'saved', promptId })
}

/** A file for the person, who says where it goes. */
export const SavePrompt = (props: PromptProps<View>) => {
  const { client, words } = useAssistant()
  const { prompt } = props
  const say = words.prompt
  const { action, ready, refuse } = useAnswer(prompt)
  const saving = useAction()
  const error = action.error ?? saving.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) void saving.run(() => save(client, prompt))
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Head {...props} title={say.save.title[prompt.purpose === 'decrypt' ? 'decrypt' : 'other']} />
      <div className={styles.what}>
        <Facts
          facts={[
            { name: say.file, value: <bdi>{prompt.name}</bdi> },
            { name: say.size, value: say.bytes(prompt.length) },
          ]}
        />
      </div>
      <p>{say.save.lead}</p>
      {error && <ErrorNote report={error} />}
      {prompt.expiresAt && <Expiry at={prompt.expiresAt} />}
      <Foot
        refuse={refuse}
        act={say.save.act}
        disabled={!ready || saving.pending}
        focus="refuse"
        waiting={<Waiting active={saving.pending} words={say.save.waiting} />}
      />
    </form>
  )
}
