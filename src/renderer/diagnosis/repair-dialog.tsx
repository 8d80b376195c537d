import { Button, Modal } from 'antd'
import { isUndoable } from '../../shared/diagnosis/undoable-repairs.ts'
import { fill } from '../../shared/errors/figures.ts'
import type { RepairKind } from '../../shared/models/index.ts'
import { visible } from '../../shared/visible.ts'
import { useAssistant } from '../live/use-live.tsx'
import formStyles from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import styles from './diagnosis.module.css'

type Props = {
  readonly open: boolean
  readonly repair: RepairKind
  readonly on: string
  readonly pending: boolean
  readonly close: () => void
  readonly confirm: () => void
}

/** Says what a repair is going to change before it changes anything. */
export const RepairDialog = ({ open, repair, on, pending, close, confirm }: Props) => {
  const { words } = useAssistant()
  const say = words.diagnosis
  return (
    <Modal
      open={open}
      title={say.repairTitle}
      onCancel={close}
      width={480}
      centered
      destroyOnHidden
      // Kept at its place in the page: at the end of the body it would lock the scrolling with a style that the policy
      // forbids.
      getContainer={false}
      closable={false}
      footer={
        <div className={formStyles.buttons}>
          <Waiting active={pending} words={say.repairing} />
          <Button onClick={close} autoFocus>
            {say.cancel}
          </Button>
          <Button type="primary" disabled={pending} onClick={confirm}>
            {say.repair}
          </Button>
        </div>
      }
    >
      <p className={styles.soft}>{say.repairWhat}</p>
      <p className={styles.change}>{fill(say.repairs[repair], { on: visible(on) })}</p>
      <p>{isUndoable(repair) ? say.repairUndo : say.repairNoUndo}</p>
    </Modal>
  )
}
