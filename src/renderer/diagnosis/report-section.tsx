import { Button } from 'antd'
import { useState } from 'react'
import { bytesOf } from '../live/base64.ts'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { copyText } from '../parts/copyable.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Note } from '../parts/note.tsx'
import styles from './diagnosis.module.css'

const textOf = (base64: string): string => new TextDecoder().decode(bytesOf(base64))

/** The report: read first, then copied or saved. */
export const ReportSection = () => {
  const { client, snapshot, words } = useAssistant()
  const say = words.diagnosis
  const { error, run, pending } = useAction()
  const [text, setText] = useState<string | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  if (snapshot.diagnosis.state !== 'done') return null
  const show = () =>
    void run(async () => {
      setSaid(null)
      setText(textOf((await client.diagnosis.report({ form: 'text' })).base64))
    })
  const save = (form: 'text' | 'html') =>
    void run(async () => {
      const { fileName, base64 } = await client.diagnosis.report({ form })
      saveFile(fileName, base64, form === 'html' ? 'text/html' : 'text/plain')
      setSaid(say.saved(fileName))
    })
  const copy = () =>
    void run(async () => {
      if (text !== null && (await copyText(text))) setSaid(words.everywhere.copied)
    })
  return (
    <Section title={say.report}>
      <Card>
        <p className={styles.soft}>{say.reportMeaning}</p>
        {text === null ? (
          <Button disabled={pending} onClick={show}>
            {say.show}
          </Button>
        ) : (
          <>
            {/* A keyboard scrolls only what it can reach. */}
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
            <section className={styles.preview} aria-label={say.reportText} tabIndex={0}>
              {text}
            </section>
            <div className={styles.buttons}>
              <Button onClick={() => setText(null)}>{say.hide}</Button>
              <Button onClick={copy}>{say.copy}</Button>
              <Button onClick={() => save('text')}>{say.saveText}</Button>
              <Button onClick={() => save('html')}>{say.saveHtml}</Button>
            </div>
          </>
        )}
        {said && <Note tone="good" title={said} urgent />}
        {error && <ErrorNote report={error} />}
      </Card>
    </Section>
  )
}
