import { Form, Input, Modal } from 'antd'
import { useDesk } from '../desk.tsx'
import { yuan } from '../parts/money.ts'
import { useAct } from '../parts/use-act.ts'
import type { OrderRow } from './orders-page.tsx'

type Props = { readonly row: OrderRow; readonly onClose: () => void; readonly onDone: () => void }

/** The operator has seen the money on the account. Its number on the statement pays only this order. */
export const TransferDialog = ({ row, onClose, onDone }: Props) => {
  const { words } = useDesk()
  const [form] = Form.useForm<{ reference: string }>()
  const { busy, run } = useAct()
  const say = words.orders
  const { order, accountName } = row
  const confirm = async ({ reference }: { readonly reference: string }) => {
    const asked = { orderId: order.id, reference: reference.trim() }
    const done = await run((client) => client.operator.confirmTransfer(asked), say.confirmed(order.number))
    if (!done) return
    onClose()
    onDone()
  }
  return (
    <Modal
      open
      title={say.confirmTitle}
      okText={say.confirm}
      cancelText={words.cancel}
      okButtonProps={{ loading: busy }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{say.confirmMeaning(accountName, order.number, yuan(order.totalFen))}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={confirm}>
        <Form.Item
          name="reference"
          label={say.reference}
          extra={say.referenceHint}
          rules={[{ required: true, whitespace: true, message: say.referenceNeeded }]}
        >
          <Input maxLength={64} autoFocus autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
