import { Modal } from 'antd'
import type { RaSeal } from '../../../shared/ra-contract/index.ts'
import { grouped } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { useAct } from '../parts/use-act.ts'

type Props = { readonly seal: RaSeal; readonly onClose: () => void; readonly onDone: () => void }

/** Asks before a seal is revoked, because that cannot be undone. */
export const RevokeSealDialog = ({ seal, onClose, onDone }: Props) => {
  const { words } = useDesk()
  const say = words.seals
  const { busy, run } = useAct()
  const isApplied = seal.state === 'applied'
  const revoke = async () => {
    const done = isApplied ? say.dropped(seal.name) : say.revoked(seal.name)
    await run((client) => client.operator.revokeSeal({ sealId: seal.id }), done)
    onClose()
    onDone()
  }
  return (
    <Modal
      open
      title={isApplied ? say.dropTitle : say.revokeTitle}
      okText={isApplied ? say.drop : say.revoke}
      cancelText={words.cancel}
      okButtonProps={{ danger: true, loading: busy }}
      onOk={() => void revoke()}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <p>{seal.name}</p>
        <p className={styles.serial}>{grouped(seal.serial)}</p>
        <p>{isApplied ? say.dropText : say.revokeText}</p>
      </div>
    </Modal>
  )
}
