import { Button, Input, Modal, Segmented } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { readPractitioners, readRegister } from '../../../shared/identity/register-csv.ts'
import type { RaClient } from '../../../shared/ra-contract/index.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { useAct } from '../parts/use-act.ts'

type Props = { readonly onClose: () => void; readonly onDone: () => void }
type What = 'entities' | 'practitioners'
type Sums = { readonly added: number; readonly changed: number; readonly same: number }

/** How many lines go into one call. */
const AT_ONCE = 100

const parts = <T,>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, i) =>
    rows.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  )

const send = async (client: RaClient, what: What, text: string): Promise<Sums> => {
  const calls =
    what === 'entities'
      ? parts(readRegister(text).rows).map((entries) => () => client.operator.importRegister({ entries }))
      : parts(readPractitioners(text).rows).map(
          (practitioners) => () => client.operator.importPractitioners({ practitioners }),
        )
  const all = { added: 0, changed: 0, same: 0 }
  for (const call of calls) {
    const sums = await call()
    all.added += sums.added
    all.changed += sums.changed
    all.same += sums.same
  }
  return all
}

/** Imports the register or the list of practitioners, pasted or from a file. */
export const RegisterDialog = ({ onClose, onDone }: Props) => {
  const { words } = useDesk()
  const say = words.identity.register
  const { busy, run } = useAct()
  const [what, setWhat] = useState<What>('entities')
  const [text, setText] = useState('')
  const file = useRef<HTMLInputElement>(null)
  const { rows, bad } = useMemo(
    () => (what === 'entities' ? readRegister(text) : readPractitioners(text)),
    [text, what],
  )
  const load = async (chosen: File | undefined) => {
    if (chosen !== undefined) setText(await chosen.text())
  }
  const act = async () => {
    const done = await run(
      (client) => send(client, what, text),
      ({ added, changed, same }) => say.done(added, changed, same),
    )
    if (!done) return
    onClose()
    onDone()
  }
  return (
    <Modal
      open
      width={760}
      title={say.importTitle}
      okText={say.act(rows.length)}
      cancelText={words.cancel}
      okButtonProps={{ loading: busy, disabled: rows.length === 0 || bad.length > 0 }}
      onOk={act}
      onCancel={onClose}
    >
      <Segmented<What>
        aria-label={say.what}
        value={what}
        onChange={setWhat}
        options={[
          { value: 'entities', label: say.entities },
          { value: 'practitioners', label: say.practitioners },
        ]}
      />
      <p className={styles.soft}>{say.columns[what]}</p>
      <Input.TextArea
        aria-label={say.paste}
        placeholder={say.paste}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.tools}>
        <Button onClick={() => file.current?.click()}>{say.file}</Button>
        <input
          ref={file}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          hidden
          aria-label={say.file}
          onChange={(event) => void load(event.target.files?.[0])}
        />
        {text !== '' && <span>{say.read(rows.length, bad.slice(0, 20))}</span>}
      </div>
    </Modal>
  )
}
