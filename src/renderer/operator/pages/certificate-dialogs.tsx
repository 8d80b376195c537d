import { Form, Input, Modal, Select } from 'antd'
import type { RaCertificate, RaRevocationReason } from '../../../shared/ra-contract/index.ts'
import { grouped } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { useAct } from '../parts/use-act.ts'

type Props = { readonly certificate: RaCertificate; readonly name: string; readonly onClose: () => void }

const Which = ({ certificate, name }: Pick<Props, 'certificate' | 'name'>) => (
  <div>
    <p>{name}</p>
    <p className={styles.serial}>{grouped(certificate.serial)}</p>
  </div>
)

export const RevokeDialog = ({
  certificate,
  name,
  onClose,
  onDone,
}: Props & { readonly onDone: () => void }) => {
  const { words } = useDesk()
  const [form] = Form.useForm<{ reason: RaRevocationReason }>()
  const { busy, run } = useAct()
  const say = words.certificates
  const { serial } = certificate
  const revoke = async ({ reason }: { readonly reason: RaRevocationReason }) => {
    await run((client) => client.operator.revoke({ serial, reason }), say.revoked(grouped(serial)))
    onClose()
    onDone()
  }
  const reasons = Object.entries(words.revocationReasons).map(([value, label]) => ({ value, label }))
  return (
    <Modal
      open
      title={say.revokeTitle}
      okText={say.revoke}
      cancelText={words.cancel}
      okButtonProps={{ danger: true, loading: busy }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <Which certificate={certificate} name={name} />
        <p>{say.revokeText}</p>
        <Form form={form} layout="vertical" initialValues={{ reason: 'key-compromised' }} onFinish={revoke}>
          <Form.Item name="reason" label={say.reason}>
            <Select options={reasons} />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}

export const RecoverDialog = ({ certificate, name, onClose }: Props) => {
  const { words } = useDesk()
  const [form] = Form.useForm<{ reason: string }>()
  const { busy, run } = useAct()
  const say = words.certificates
  const { serial } = certificate
  const recover = async ({ reason }: { readonly reason: string }) => {
    await run((client) => client.operator.openRecovery({ serial, reason: reason.trim() }), say.recoverAsked)
    onClose()
  }
  return (
    <Modal
      open
      title={say.recoverTitle}
      okText={say.recoverAct}
      cancelText={words.cancel}
      okButtonProps={{ loading: busy }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <div className={styles.stack}>
        <Which certificate={certificate} name={name} />
        <p>{say.recoverText}</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={recover}>
          <Form.Item
            name="reason"
            label={say.recoverReason}
            rules={[{ required: true, whitespace: true, message: words.reviews.reasonNeeded }]}
          >
            <Input.TextArea rows={3} maxLength={300} showCount autoFocus />
          </Form.Item>
        </Form>
      </div>
    </Modal>
  )
}
