import { Button, Modal } from 'antd'
import { useState } from 'react'
import type { TrustedRoot } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { dateOf, grouped } from '../words/format.ts'
import styles from './roots.module.css'

type Props = {
  readonly file: string
  readonly offered: readonly TrustedRoot[]
  readonly known: readonly TrustedRoot[]
  readonly close: () => void
  readonly imported: (roots: readonly TrustedRoot[]) => void
}

/** Shows the fingerprints of a file's roots, and trusts them only once the person says that they are the right ones. */
export const ImportRoot = ({ file, offered, known, close, imported }: Props) => {
  const { client, words } = useAssistant()
  const say = words.documentsPage.roots
  const [compared, setCompared] = useState(false)
  const { pending, error, run } = useAction()
  const isKnown = ({ fingerprint }: TrustedRoot) => known.some((one) => one.fingerprint === fingerprint)
  return (
    <Modal
      open
      title={say.ask}
      onCancel={close}
      width={520}
      centered
      // As in confirm-dialog.tsx.
      getContainer={false}
      closable={false}
      footer={
        <div className={form.buttons}>
          <Waiting active={pending} words={say.importing} />
          <Button onClick={close} autoFocus>
            {say.cancel}
          </Button>
          <Button
            type="primary"
            disabled={!compared || pending}
            onClick={() => void run(async () => imported(await client.documents.importRoot({ file })))}
          >
            {say.doImport}
          </Button>
        </div>
      }
    >
      <div className={form.stack}>
        <p>{say.askMeaning}</p>
        {offered.map((root) => (
          <div key={root.id} className={styles.offered}>
            <strong>
              {root.name}
              {isKnown(root) && ` · ${say.known}`}
            </strong>
            <Facts
              facts={[
                { name: say.until, value: dateOf(root.notAfter) },
                {
                  name: say.fingerprint,
                  value: <span className={styles.print}>{grouped(root.fingerprint)}</span>,
                },
              ]}
            />
          </div>
        ))}
        <label className={form.tick}>
          <input type="checkbox" checked={compared} onChange={({ target }) => setCompared(target.checked)} />
          <span>{say.compared}</span>
        </label>
        {error && <ErrorNote report={error} />}
      </div>
    </Modal>
  )
}
