import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../drawings/icon.tsx'
import { saveFile } from '../live/save-file.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from './certificates.module.css'
import { useSavePdf } from './save-pdf.ts'

const formats = [
  ['der', 'exportDer'],
  ['pem', 'exportPem'],
] as const

/** Saves as a document to read, exports as .cer in either form, or opens in the system's own viewer. */
export const ExportMenu = ({ certificateId }: { readonly certificateId: string }) => {
  const { client, words } = useAssistant()
  const say = words.certificates
  const { pending, error, run } = useAction()
  const [exported, setExported] = useState<string | null>(null)
  const pdf = useSavePdf(certificateId, setExported)
  const save = (format: 'der' | 'pem') =>
    void run(async () => {
      const { fileName, base64 } = await client.certificates.export({ certificateId, format })
      saveFile(fileName, base64, 'application/pkix-cert')
      setExported(fileName)
    })
  return (
    <>
      <div className={styles.tools}>
        <span role="status" className={styles.quiet}>
          {exported && say.exported(exported)}
        </span>
        <Button
          size="small"
          icon={<Icon name="download" size={14} />}
          disabled={pdf.pending}
          onClick={pdf.save}
        >
          {say.savePdf}
        </Button>
        {formats.map(([format, word]) => (
          <Button
            key={format}
            size="small"
            icon={<Icon name="download" size={14} />}
            disabled={pending}
            onClick={() => save(format)}
          >
            {say[word]}
          </Button>
        ))}
        <Button
          size="small"
          icon={<Icon name="external" size={14} />}
          disabled={pending}
          onClick={() => void run(() => client.certificates.openInSystem({ certificateId }))}
        >
          {say.openInSystem}
        </Button>
      </div>
      {error && <ErrorNote report={error} />}
      {pdf.error && <ErrorNote report={pdf.error} />}
    </>
  )
}
