import { Checkbox, Form, Input, Modal } from 'antd'
import { type DossierStep, stepsOf } from '../../../shared/identity/kinds.ts'
import type { RaClient, RaDossierFile } from '../../../shared/ra-contract/index.ts'
import { useDesk } from '../desk.tsx'
import { useAct } from '../parts/use-act.ts'

export type Verdict = 'approved' | 'refused' | 'correction'

type Props = {
  readonly file: RaDossierFile
  readonly verdict: Verdict
  readonly onClose: () => void
  readonly onDone: () => void
}
type Values = { readonly reason?: string; readonly steps?: DossierStep[] }

type TicksProps = {
  readonly label: string
  readonly options: { value: string; label: string }[]
  readonly value?: DossierStep[]
  readonly onChange?: (steps: DossierStep[]) => void
}

/** Takes from the form only its value, because a group of ticks may not be marked as required. */
const Ticks = ({ label, options, value = [], onChange }: TicksProps) => (
  <Checkbox.Group
    aria-label={label}
    options={options}
    value={value}
    onChange={(ticked) => onChange?.(ticked as DossierStep[])}
  />
)

const decide = (
  client: RaClient,
  dossierId: string,
  verdict: Verdict,
  { reason = '', steps = [] }: Values,
) => {
  const text = reason.trim()
  if (verdict === 'refused') return client.operator.refuseDossier({ dossierId, reason: text })
  if (verdict === 'correction') return client.operator.correctDossier({ dossierId, reason: text, steps })
  return client.operator.approveDossier({ dossierId, ...(text === '' ? {} : { answer: text }) })
}

/** Approves, refuses or sends back what was handed in. */
export const DecisionDialog = ({ file, verdict, onClose, onDone }: Props) => {
  const { words } = useDesk()
  const say = words.identity
  const [form] = Form.useForm<Values>()
  const { busy, run } = useAct()
  const { dossier } = file
  const name = dossier.name ?? dossier.number
  const said = {
    approved: { title: say.approveTitle, act: say.approve, done: say.approved(name), label: say.answer },
    refused: { title: say.refuseTitle, act: say.refuse, done: say.refused(name), label: say.reason },
    correction: { title: say.correctTitle, act: say.correct, done: say.corrected(name), label: say.reason },
  }[verdict]
  const finish = async (values: Values) => {
    if (!(await run((client) => decide(client, dossier.id, verdict, values), said.done))) return
    onClose()
    onDone()
  }
  const needed = { required: verdict !== 'approved', whitespace: true, message: say.reasonNeeded }
  const options = stepsOf(dossier).map((step) => ({ value: step, label: say.steps[step] }))
  return (
    <Modal
      open
      title={said.title}
      okText={said.act}
      cancelText={words.cancel}
      okButtonProps={{ danger: verdict === 'refused', loading: busy }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p>{name}</p>
      {verdict === 'approved' && <p>{say.approveMeaning}</p>}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={finish}>
        {verdict === 'correction' && (
          <Form.Item
            name="steps"
            label={say.correctSteps}
            rules={[{ required: true, message: say.stepsNeeded }]}
          >
            <Ticks label={say.correctSteps} options={options} />
          </Form.Item>
        )}
        <Form.Item name="reason" label={said.label} rules={[needed]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}
