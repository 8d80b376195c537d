import { Button, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { TokenView } from '../../shared/models/index.ts'
import { softPinRule } from '../../shared/pin/new-pin.ts'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { ExistingPin } from '../pin/existing-pin.tsx'
import { PinRefusal } from '../pin/pin-refusal.tsx'
import { useExistingPin } from '../pin/use-existing-pin.ts'
import { CancellableFoot } from './cancellable-foot.tsx'
import { isPasswordReady, noPasswords, PasswordFields } from './password-fields.tsx'
import { useCancellable } from './use-cancellable.ts'

type Props = { readonly move: boolean; readonly cameFrom: string | null }

const nameOf = (token: TokenView): string =>
  token.pairs.flatMap((pair) => leadingCertificate(pair) ?? [])[0]?.holder ?? token.label

type Saved = { readonly fileName: string; readonly tokenId: string }

const useCreate = (token: TokenView | undefined) => {
  const { client } = useAssistant()
  const action = useCancellable()
  const existing = useExistingPin(token, token?.pinRule ?? softPinRule)
  const [passwords, setPasswords] = useState(noPasswords)
  const [checked, setChecked] = useState(false)
  const [saved, setSaved] = useState<Saved | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!token || !existing.check() || !isPasswordReady(passwords)) return
    const pin = existing.takeTyped()
    if (pin === null) return
    const done = await action.run(async (signal) => {
      const asked = { tokenId: token.id, pin, password: passwords.password, tries: existing.tries }
      const { fileName, base64 } = await client.backup.create(asked, { signal })
      saveFile(fileName, base64, 'application/json')
      setSaved({ fileName, tokenId: token.id })
    })
    if (!done) existing.again()
    setChecked(false)
  }
  return { action, existing, passwords, setPasswords, checked, saved, submit }
}

/** The file has been saved. Only now may the copy here be put out of use. */
const Moved = ({ tokenId }: { readonly tokenId: string }) => {
  const { client, words } = useAssistant()
  const say = words.backup
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

const SavedNotes = ({ saved, move }: { readonly saved: Saved; readonly move: boolean }) => {
  const { words } = useAssistant()
  const say = words.backup
  return (
    <>
      <Note tone="good" title={say.created(saved.fileName)} urgent>
        <p>{say.createdMeaning}</p>
      </Note>
      {move && <Moved tokenId={saved.tokenId} />}
    </>
  )
}

/** Saves a soft certificate into a file. To move it, the copy here is put out of use afterwards. */
export const CreateForm = ({ move, cameFrom }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.backup
  const soft = snapshot.tokens.filter(({ kind }) => kind === 'soft')
  const [chosen, setChosen] = useState<string | null>(cameFrom)
  const token = soft.find(({ id }) => id === chosen) ?? soft[0]
  const form = useCreate(token)
  const { action, existing, checked, saved } = form
  useFocusKept(saved ? 'saved' : 'form')
  if (saved) return <SavedNotes saved={saved} move={move} />
  if (!token) return <Note tone="plain" title={say.none} />
  return (
    <form className={styles.column} onSubmit={form.submit} noValidate>
      {action.error && <PinRefusal report={action.error} tokenId={token.id} />}
      <Field label={say.which}>
        {({ id }) => (
          <Select
            id={id}
            size="large"
            value={token.id}
            onChange={setChosen}
            showSearch={soft.length > 20 && { optionFilterProp: 'label' }}
            options={soft.map((one) => ({ value: one.id, label: nameOf(one) }))}
          />
        )}
      </Field>
      <ExistingPin
        key={token.id}
        form={existing}
        token={token}
        rule={token.pinRule}
        label={say.pin}
        autoFocus={false}
      />
      <PasswordFields values={form.passwords} change={form.setPasswords} checked={checked} />
      <CancellableFoot
        cancel={action.cancel}
        act={say.create}
        pending={action.pending}
        waiting={say.creating}
        blocked={existing.last && !existing.sure}
      />
    </form>
  )
}
