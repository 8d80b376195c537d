import { Button, Modal } from 'antd'
import type { OfferedProgram } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { sizeOf } from '../words/format.ts'
import { useBilingual } from '../words/use-bilingual.ts'
import styles from './applications.module.css'

type Props = {
  readonly issuerId: string
  readonly program: OfferedProgram
  readonly open: boolean
  readonly close: () => void
}

/** 应用信息 with 一键安装: what is fetched from where, and what is checked, before the person agrees. */
export const InstallDialog = ({ issuerId, program, open, close }: Props) => {
  const { client, words } = useAssistant()
  const say = words.applications
  const told = useBilingual()
  const { error, pending, run } = useAction()
  const { id: programId, sha256 } = program
  const install = async () => {
    if (await run(() => client.applications.install({ issuerId, programId, sha256 }))) close()
  }
  const cancel = () => {
    if (pending) void client.applications.cancelInstallation().catch(() => undefined)
    close()
  }
  return (
    <Modal
      open={open}
      title={say.installTitle(told(program.name))}
      onCancel={cancel}
      width={520}
      centered
      // As in ConfirmDialog: elsewhere it would lock the scrolling with a style that the policy forbids.
      getContainer={false}
      closable={false}
      footer={
        <div className={form.buttons}>
          <Button onClick={cancel} autoFocus>
            {pending ? say.stop : words.applications.cancel}
          </Button>
          <Button type="primary" disabled={pending} onClick={() => void install()}>
            {say.agree}
          </Button>
        </div>
      }
    >
      <div className={form.stack}>
        <p>{told(program.about)}</p>
        <Facts
          facts={[
            { name: say.publisher, value: program.publisher },
            { name: say.version, value: program.version },
            { name: say.size, value: sizeOf(program.bytes) },
            { name: say.from, value: program.host },
            { name: say.hash, value: <span className={styles.hash}>{sha256}</span> },
          ]}
        />
        <p className={form.soft}>{say.checked}</p>
        <p className={form.soft}>{say.notChecked}</p>
        <p className={form.soft}>{say.afterwards}</p>
        <Installing />
        {error && <ErrorNote report={error} />}
      </div>
    </Modal>
  )
}

/** How far 一键安装 is. */
export const Installing = () => {
  const { snapshot, words } = useAssistant()
  const say = words.applications
  const { installation } = snapshot
  if (installation === null) return null
  if (installation.state === 'started')
    return (
      <Note tone="good" title={say.started}>
        <p>{say.startedMeaning}</p>
      </Note>
    )
  const { received, bytes } = installation
  return (
    <div role="status" className={form.stack}>
      <span>{say.fetching(sizeOf(received), sizeOf(bytes))}</span>
      <progress className={styles.progress} value={received} max={bytes} aria-label={say.install} />
    </div>
  )
}
