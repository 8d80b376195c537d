import { Modal } from 'antd'
import { useMemo, useState } from 'react'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { CsvField } from '../parts/csv-field.tsx'
import { parts } from '../parts/csv-text.ts'
import { useAct } from '../parts/use-act.ts'
import { parseStatement } from './parse-statement.ts'
import { Preview } from './preview.tsx'

type Props = { readonly onClose: () => void; readonly onDone: () => void }

/** How many lines go into one call. */
const AT_ONCE = 50

/** Lines of the bank's statement, pasted or from a file, are looked at before they are imported. */
export const ImportDialog = ({ onClose, onDone }: Props) => {
  const { words } = useDesk()
  const say = words.statement
  const { busy, run } = useAct()
  const [text, setText] = useState('')
  const parsed = useMemo(() => parseStatement(text), [text])
  const lines = parsed.flatMap((one) => (one.fault === null ? [one.line] : []))
  const send = async () => {
    const done = await run(
      async (client) => {
        const sums = { added: 0, known: 0 }
        for (const some of parts(lines, AT_ONCE)) {
          const part = await client.operator.importStatement({ lines: some })
          sums.added += part.added
          sums.known += part.known
        }
        return sums
      },
      ({ added, known }) => say.imported(added, known),
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
      okText={say.importLines(lines.length)}
      cancelText={words.cancel}
      okButtonProps={{ loading: busy, disabled: lines.length === 0 }}
      onOk={send}
      onCancel={onClose}
    >
      <p>{say.importMeaning}</p>
      <p className={styles.soft}>{say.columns}</p>
      <CsvField label={say.paste} example={say.example} file={say.file} text={text} onText={setText} />
      <Preview parsed={parsed} />
    </Modal>
  )
}
