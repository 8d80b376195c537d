import { Button, Input } from 'antd'
import { type ReactNode, useRef } from 'react'
import styles from '../operator.module.css'
import { csvText } from './csv-text.ts'

type Props = {
  readonly label: string
  readonly example: string
  readonly file: string
  readonly text: string
  readonly onText: (text: string) => void
  /** What was read, beside the button. */
  readonly children?: ReactNode
}

/** CSV, pasted or from a file. */
export const CsvField = ({ label, example, file, text, onText, children }: Props) => {
  const chooser = useRef<HTMLInputElement>(null)
  const load = async (chosen: File | undefined) => {
    if (chosen !== undefined) onText(csvText(new Uint8Array(await chosen.arrayBuffer())))
  }
  return (
    <>
      <Input.TextArea
        aria-label={label}
        placeholder={example}
        rows={7}
        value={text}
        onChange={(event) => onText(event.target.value)}
        autoFocus
      />
      <div className={styles.tools}>
        <Button onClick={() => chooser.current?.click()}>{file}</Button>
        <input
          ref={chooser}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          hidden
          aria-label={file}
          onChange={(event) => void load(event.target.files?.[0])}
        />
        {children}
      </div>
    </>
  )
}
