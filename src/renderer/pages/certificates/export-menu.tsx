import { Button } from 'antd'
import { useState } from 'react'
import { Icon } from '../../drawings/icon.tsx'
import { useAction } from '../../live/use-action.ts'
import { useAssistant } from '../../live/use-live.tsx'
import { ErrorNote } from '../../parts/error-note.tsx'
import styles from './certificates.module.css'

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

const saveAs = (fileName: string, base64: string): void => {
  const address = URL.createObjectURL(new Blob([bytesOf(base64)], { type: 'application/pkix-cert' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser has to have begun the download before the address goes.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Export as .cer in either form, or open in the system's own viewer. */
export const ExportMenu = ({ certificateId }: { readonly certificateId: string }) => {
  const { client, words } = useAssistant()
  const say = words.certificates
  const { pending, error, run } = useAction()
  const [exported, setExported] = useState<string | null>(null)
  const save = (format: 'der' | 'pem') =>
    void run(async () => {
      const { fileName, base64 } = await client.certificates.export({ certificateId, format })
      saveAs(fileName, base64)
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
          disabled={pending}
          onClick={() => save('der')}
        >
          {say.exportDer}
        </Button>
        <Button size="small" disabled={pending} onClick={() => save('pem')}>
          {say.exportPem}
        </Button>
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
    </>
  )
}
