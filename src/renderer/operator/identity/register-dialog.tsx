import { Modal, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { readPractitioners, readRegister } from '../../../shared/identity/register-csv.ts'
import type { RaClient } from '../../../shared/ra-contract/index.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { CsvField } from '../parts/csv-field.tsx'
import { parts } from '../parts/csv-text.ts'
import { useAct } from '../parts/use-act.ts'

type Props = { readonly onClose: () => void; readonly onDone: () => void }
type What = 'entities' | 'practitioners'
type Sums = { readonly added: number; readonly changed: number; readonly same: number }

/** How many lines go into one call: with the longest names they fit into its body. */
const AT_ONCE = 40

const send = async (client: RaClient, what: What, text: string): Promise<Sums> => {
  const calls =
    what === 'entities'
      ? parts(readRegister(text).rows, AT_ONCE).map(
          (entries) => () => client.operator.importRegister({ entries }),
        )
      : parts(readPractitioners(text).rows, AT_ONCE).map(
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
  const { rows, bad } = useMemo(
    () => (what === 'entities' ? readRegister(text) : readPractitioners(text)),
    [text, what],
  )
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
      <CsvField label={say.paste} example={say.paste} file={say.file} text={text} onText={setText}>
        {text !== '' && <span>{say.read(rows.length, bad.slice(0, 20))}</span>}
      </CsvField>
    </Modal>
  )
}
