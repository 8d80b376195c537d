import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { softPinRule } from '../../shared/pin/new-pin.ts'
import { base64Of } from '../live/base64.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { NewPinFields } from '../pin/new-pin-fields.tsx'
import { isNewPinReady, type NewPinValues, noNewPin, strengthOf } from '../pin/new-pin-words.ts'
import { go } from '../place/use-place.ts'
import { CancellableFoot } from './cancellable-foot.tsx'
import { FileField } from './file-field.tsx'
import { PasswordField } from './password-field.tsx'
import { useCancellable } from './use-cancellable.ts'

type Kind = 'restore' | 'pfx'

/** No file that these forms take is larger. */
const largest = 4 * 1024 * 1024

const useTakeIn = (kind: Kind) => {
  const { client, snapshot, words } = useAssistant()
  const action = useCancellable()
  const [file, setFile] = useState<File | null>(null)
  const [password, setPassword] = useState('')
  const [values, setValues] = useState<NewPinValues>(noNewPin)
  const [checked, setChecked] = useState(false)
  const [done, setDone] = useState(false)
  // The issuers of the certificates in the file are known only after it is opened. If one has a narrower rule, that is
  // said then.
  const rule = softPinRule
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!file || file.size > largest || password === '' || !isNewPinReady(values, rule, { words, snapshot }))
      return
    const taken = await action.run(async (signal) => {
      const asked = { file: await base64Of(file), password, pin: values.pin, strength: strengthOf(values) }
      const { restore, importPfx } = client.backup
      await (kind === 'restore' ? restore : importPfx)(asked, { signal })
    })
    if (!taken) return
    setDone(true)
    setPassword('')
    setValues(noNewPin)
  }
  return { action, file, setFile, password, setPassword, values, setValues, checked, rule, done, submit }
}

const Done = ({ kind }: { readonly kind: Kind }) => {
  const { words } = useAssistant()
  const say = words.backup
  const pfx = kind === 'pfx'
  return (
    <Note
      tone="good"
      title={pfx ? say.imported : say.restored}
      urgent
      actions={
        pfx ? (
          <Button type="primary" onClick={() => go({ page: 'issue', tokenId: null })}>
            {say.replace}
          </Button>
        ) : (
          <Button type="primary" onClick={() => go({ page: 'certificates' })}>
            {say.show}
          </Button>
        )
      }
    >
      <p>{pfx ? say.importedMeaning : say.restoredMeaning}</p>
    </Note>
  )
}

/** Takes a backup or an old .pfx file onto this computer under a new PIN. */
export const TakeInForm = ({ kind }: { readonly kind: Kind }) => {
  const { words } = useAssistant()
  const say = words.backup
  const form = useTakeIn(kind)
  const { action, file, checked } = form
  const pfx = kind === 'pfx'
  const fileFault = file === null ? say.fileMissing : file.size > largest ? say.fileTooLarge : null
  useFocusKept(form.done ? 'done' : 'form')
  if (form.done) return <Done kind={kind} />
  return (
    <form className={styles.column} onSubmit={form.submit} noValidate>
      {action.error && <ErrorNote report={action.error} />}
      <FileField
        file={file}
        choose={form.setFile}
        accept={pfx ? '.pfx,.p12' : '.certbackup'}
        fault={checked ? fileFault : null}
      />
      <PasswordField
        label={pfx ? say.filePassword : say.password}
        fault={checked && form.password === '' ? say.passwordMissing : null}
        value={form.password}
        change={form.setPassword}
      />
      <p className={styles.lead}>{say.newPinLead}</p>
      <NewPinFields values={form.values} change={form.setValues} rule={form.rule} checked={checked} />
      <CancellableFoot
        cancel={action.cancel}
        act={pfx ? say.import : say.restore}
        pending={action.pending}
        waiting={pfx ? say.importing : say.restoring}
      />
    </form>
  )
}
