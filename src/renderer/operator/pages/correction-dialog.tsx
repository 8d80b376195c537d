import { Checkbox, Form, Input, Modal } from 'antd'
import type { RaCorrectionField } from '../../../shared/ra-contract/request.ts'
import { useDesk } from '../desk.tsx'
import { useAct } from '../parts/use-act.ts'
import type { RequestRow } from './request-row.ts'

type Props = { readonly row: RequestRow; readonly onClose: () => void; readonly onDone: () => void }
type Values = { readonly fields: RaCorrectionField[]; readonly reason: string }

type TicksProps = {
  readonly label: string
  readonly options: { value: string; label: string }[]
  readonly value?: RaCorrectionField[]
  readonly onChange?: (fields: RaCorrectionField[]) => void
}

/** Takes from the form only its value, because a group of ticks may not be marked as required. */
const Ticks = ({ label, options, value = [], onChange }: TicksProps) => (
  <Checkbox.Group
    aria-label={label}
    options={options}
    value={value}
    onChange={(ticked) => onChange?.(ticked as RaCorrectionField[])}
  />
)

/** Sends an application back to its applicant (补正). */
export const CorrectionDialog = ({ row, onClose, onDone }: Props) => {
  const { words } = useDesk()
  const [form] = Form.useForm<Values>()
  const { busy, run } = useAct()
  const say = words.reviews
  const sendBack = async ({ fields, reason }: Values) => {
    const asked = { requestId: row.request.id, fields, reason: reason.trim() }
    const done = await run(
      (client) => client.operator.requestCorrection(asked),
      say.sentBack(row.accountName),
    )
    if (!done) return
    onClose()
    onDone()
  }
  const options = Object.entries(words.correctionFields).map(([value, label]) => ({ value, label }))
  return (
    <Modal
      open
      title={say.correctionTitle}
      okText={say.sendBack}
      cancelText={words.cancel}
      okButtonProps={{ loading: busy }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{row.accountName}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={sendBack}>
        <Form.Item
          name="fields"
          label={say.correctionFields}
          rules={[{ required: true, message: say.correctionFieldsNeeded }]}
        >
          <Ticks label={say.correctionFields} options={options} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say.reason}
          extra={say.correctionHint}
          rules={[{ required: true, whitespace: true, message: say.reasonNeeded }]}
        >
          <Input.TextArea rows={3} maxLength={300} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}
