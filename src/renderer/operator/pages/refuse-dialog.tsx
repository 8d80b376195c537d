import { Form, Input, Modal } from 'antd'
import { useDesk } from '../desk.tsx'
import { useAct } from '../parts/use-act.ts'
import type { RequestRow } from './request-row.ts'

type Props = { readonly row: RequestRow; readonly onClose: () => void; readonly onDone: () => void }

export const RefuseDialog = ({ row, onClose, onDone }: Props) => {
  const { words } = useDesk()
  const [form] = Form.useForm<{ reason: string }>()
  const { busy, run } = useAct()
  const say = words.reviews
  const refuse = async ({ reason }: { readonly reason: string }) => {
    const requestId = row.request.id
    await run(
      (client) => client.operator.refuse({ requestId, reason: reason.trim() }),
      say.refused(row.accountName),
    )
    onClose()
    onDone()
  }
  return (
    <Modal
      open
      title={say.refuseTitle}
      okText={say.refuse}
      cancelText={words.cancel}
      okButtonProps={{ danger: true, loading: busy }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{row.accountName}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={refuse}>
        <Form.Item
          name="reason"
          label={say.reason}
          extra={say.reasonHint}
          rules={[{ required: true, whitespace: true, message: say.reasonNeeded }]}
        >
          <Input.TextArea rows={3} maxLength={300} showCount autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  )
}
