import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import type { TokenView } from '../../../shared/models/index.ts'
import { saveFile } from '../../live/save-file.ts'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import { Field } from '../../parts/field.tsx'
import styles from '../../parts/form.module.css'
import { LastTry } from '../../parts/last-try.tsx'
import { Note } from '../../parts/note.tsx'
import { PinField } from '../../parts/pin-field.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { leading } from '../../words/pair-status.ts'
import { pinFaultWords } from '../../words/pin-words.ts'
import { isLastTry, triesHint } from '../../words/tries.ts'
import { isPasswordReady, noPasswords, PasswordFields } from './password-fields.tsx'

type Props = { readonly move: boolean; readonly cameFrom: string | null }

const nameOf = (token: TokenView): string =>
  token.pairs.flatMap((pair) => leading(pair) ?? [])[0]?.holder ?? token.label

const useCreate = (token: TokenView | undefined) => {
  const { client, words } = useAssistant()
  const action = useAction()
  const [pin, setPin] = useState('')
  const [passwords, setPasswords] = useState(noPasswords)
  const [checked, setChecked] = useState(false)
  const [sure, setSure] = useState(false)
  const [saved, setSaved] = useState<{ fileName: string; tokenId: string } | null>(null)
  const last = token !== undefined && isLastTry(token)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!token || pinFaultWords(pin, token.pinRule, words) !== null) return
    if (!isPasswordReady(passwords) || (last && !sure)) return
    const done = await action.run(async () => {
      const asked = { tokenId: token.id, pin, password: passwords.password, lastTry: sure }
      const { fileName, base64 } = await client.backup.create(asked)
      saveFile(fileName, base64, 'application/json')
      setSaved({ fileName, tokenId: token.id })
    })
    setPin('')
    setChecked(false)
    setSure(false)
    if (done) setPasswords(noPasswords)
  }
  return { action, pin, setPin, passwords, setPasswords, checked, sure, setSure, last, saved, submit }
}

/** The file is out: only now the copy here may go out of use. */
const Moved = ({ tokenId }: { readonly tokenId: string }) => {
  const { client, words } = useAssistant()
  const say = words.careBackup
  const { pending, error, run } = useAction()
  const [moved, setMoved] = useState(false)
  if (moved)
    return (
      <Note tone="good" title={say.moved} urgent>
        <p>{say.movedMeaning}</p>
      </Note>
    )
  return (
    <>
      {error && <ErrorNote report={error} />}
      <Note
        tone="soon"
        title={say.moveTitle}
        actions={
          <Button
            danger
            disabled={pending}
            onClick={() =>
              void run(async () => {
                await client.backup.moved({ tokenId })
                setMoved(true)
              })
            }
          >
            {say.moveYes}
          </Button>
        }
      >
        <p>{say.moveMeaning}</p>
      </Note>
      <Waiting active={pending} words={say.moving} />
    </>
  )
}

const Saved = ({
  saved,
  move,
}: {
  readonly saved: { readonly fileName: string; readonly tokenId: string }
  readonly move: boolean
}) => {
  const { words } = useAssistant()
  const say = words.careBackup
  return (
    <>
      <Note tone="good" title={say.created(saved.fileName)} urgent>
        <p>{say.createdMeaning}</p>
      </Note>
      {move && <Moved tokenId={saved.tokenId} />}
    </>
  )
}

/** A soft certificate into a file; to move it, the copy here goes out of use afterwards. */
export const CreateForm = ({ move, cameFrom }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.careBackup
  const soft = snapshot.tokens.filter(({ kind }) => kind === 'soft')
  const [chosen, setChosen] = useState<string | null>(cameFrom)
  const token = soft.find(({ id }) => id === chosen) ?? soft[0]
  const form = useCreate(token)
  const { action, checked, saved } = form
  if (saved) return <Saved saved={saved} move={move} />
  if (!token) return <Note tone="plain" title={say.none} />
  return (
    <form className={styles.column} onSubmit={form.submit} noValidate>
      {action.error && <ErrorNote report={action.error} />}
      <Field label={say.which}>
        {({ id }) => (
          <Select
            id={id}
            size="large"
            value={token.id}
            onChange={setChosen}
            options={soft.map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
        )}
      </Field>
      <PinField
        label={say.pin}
        value={form.pin}
        onChange={form.setPin}
        fault={checked ? pinFaultWords(form.pin, token.pinRule, words) : null}
        hint={triesHint(token, words)}
      />
      {form.last && <LastTry sure={form.sure} setSure={form.setSure} />}
      <PasswordFields values={form.passwords} change={form.setPasswords} checked={checked} />
      <div className={styles.buttons}>
        <Waiting active={action.pending} words={say.creating} />
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          disabled={action.pending || (form.last && !form.sure)}
        >
          {say.create}
        </Button>
      </div>
    </form>
  )
}
