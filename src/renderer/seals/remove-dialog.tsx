import { Button, Modal } from 'antd'
import type { SealView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { SealProblem } from './seal-problem.tsx'

type Props = {
  readonly seal: SealView
  readonly open: boolean
  readonly close: () => void
  readonly removed: () => void
}

/** Asks before a seal is removed. It says what stays, and that the seal can be saved first. */
export const RemoveDialog = ({ seal, open, close, removed }: Props) => {
  const { client, words } = useAssistant()
  const say = words.seals
  const { pending, error, run } = useAction()
  const remove = async () => {
    if (!(await run(() => client.seals.remove({ sealId: seal.id })))) return
    close()
    removed()
  }
  return (
    <Modal
      open={open}
      title={seal.kind === 'seal' ? say.removeTitle(seal.name) : say.removeUnreadableTitle}
      onCancel={close}
      width={440}
      centered
      // Kept at its place in the page: at the end of the body it would lock the scrolling with a style that the policy
      // forbids.
      getContainer={false}
      closable={false}
      footer={
        <div className={styles.buttons}>
          <Waiting active={pending} words={say.removing} />
          <Button onClick={close} autoFocus>
            {say.keep}
          </Button>
          <Button danger disabled={pending} onClick={() => void remove()}>
            {say.removeYes}
          </Button>
        </div>
      }
    >
      <p>{say.removeMeaning}</p>
      <SealProblem error={error} />
    </Modal>
  )
}
