import { Form, Input, Modal } from 'antd'
import { useDesk } from '../desk.tsx'
import { yuan } from '../parts/money.ts'
import { useAct } from '../parts/use-act.ts'
import type { OrderRow } from './orders-page.tsx'

type Props = { readonly row: OrderRow; readonly onClose: () => void; readonly onDone: () => void }

/** Money that came through the payment service goes back through it; a transfer goes back by hand. */
export const RefundDialog = ({ row, onClose, onDone }: Props) => {
  const { words } = useDesk()
  const [form] = Form.useForm<{ reference?: string }>()
  const { busy, run } = useAct()
  const say = words.orders
  const { order, accountName } = row
  const isByHand = order.method === 'transfer'
  const refund = async ({ reference = '' }: { readonly reference?: string }) => {
    const typed = reference.trim()
    const asked = { orderId: order.id, ...(typed === '' ? {} : { reference: typed }) }
    const done = await run((client) => client.operator.refund(asked), say.refunded(order.number))
    if (!done) return
    onClose()
    onDone()
  }
  return (
    <Modal
      open
      title={say.refundTitle}
      okText={say.refund}
      cancelText={words.cancel}
      okButtonProps={{ loading: busy }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{say.refundMeaning(accountName, order.number, yuan(order.refund?.amountFen ?? 0))}</p>
      <p>{isByHand ? say.refundByHand : say.refundOnline}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={refund}>
        <Form.Item
          name="reference"
          label={say.reference}
          extra={isByHand ? say.refundReferenceHint : say.refundReferenceMay}
          rules={isByHand ? [{ required: true, whitespace: true, message: say.referenceNeeded }] : []}
        >
          <Input maxLength={64} autoFocus={isByHand} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
