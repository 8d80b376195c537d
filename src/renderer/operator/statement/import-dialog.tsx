import { Button, Input, Modal } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { useAct } from '../parts/use-act.ts'
import { parseStatement, statementText } from './parse-statement.ts'
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
  const file = useRef<HTMLInputElement>(null)
  const parsed = useMemo(() => parseStatement(text), [text])
  const lines = parsed.flatMap((one) => (one.fault === null ? [one.line] : []))
  const load = async (chosen: File | undefined) => {
    if (chosen !== undefined) setText(statementText(new Uint8Array(await chosen.arrayBuffer())))
  }
  const send = async () => {
    const done = await run(
      async (client) => {
        const sums = { added: 0, known: 0 }
        for (let at = 0; at < lines.length; at += AT_ONCE) {
          const part = await client.operator.importStatement({ lines: lines.slice(at, at + AT_ONCE) })
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
      <Input.TextArea
        aria-label={say.paste}
        placeholder={say.example}
        rows={6}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoFocus
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
      </div>
      <Preview parsed={parsed} />
    </Modal>
  )
}
