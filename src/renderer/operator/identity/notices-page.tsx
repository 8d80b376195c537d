import { Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { type AccountKind, accountKinds } from '../../../shared/ra-contract/account.ts'
import { Note } from '../../parts/note.tsx'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { useAct } from '../parts/use-act.ts'

type Values = {
  readonly occasion: string
  readonly day: string
  readonly assistantUrl: string
  readonly manualUrl: string
  readonly kinds: AccountKind[]
}
/** What would be sent, to how many. It belongs to what was typed, so a change makes it void. */
type Preview = {
  readonly accounts: number
  readonly withoutMail: number
  readonly sentBefore: number
  readonly example: string | null
}

const trimmed = ({ occasion, day, assistantUrl, manualUrl, kinds }: Values): Values => ({
  ...{ occasion: occasion.trim(), day: day.trim(), kinds },
  ...{ assistantUrl: assistantUrl.trim(), manualUrl: manualUrl.trim() },
})

const Fields = () => {
  const { words } = useDesk()
  const say = words.identity.notice
  const texts = [
    { name: 'occasion', label: say.occasion, extra: say.occasionHint, most: 64 },
    { name: 'day', label: say.day, extra: say.dayHint, most: 40 },
  ] as const
  const addresses = [
    { name: 'assistantUrl', label: say.assistantUrl },
    { name: 'manualUrl', label: say.manualUrl },
  ] as const
  const needed = { required: true, whitespace: true, message: say.needed }
  return (
    <>
      {texts.map(({ name, label, extra, most }) => (
        <Form.Item key={name} name={name} label={label} extra={extra} rules={[needed]}>
          <Input maxLength={most} />
        </Form.Item>
      ))}
      {addresses.map(({ name, label }) => (
        <Form.Item
          key={name}
          name={name}
          label={label}
          validateFirst
          rules={[needed, { type: 'url', pattern: /^\s*https?:\/\//, message: say.addressNeeded }]}
        >
          <Input type="url" maxLength={500} />
        </Form.Item>
      ))}
      <Form.Item name="kinds" label={say.kinds} rules={[{ required: true, message: say.kindsNeeded }]}>
        <Kinds />
      </Form.Item>
    </>
  )
}

type KindsProps = { readonly value?: AccountKind[]; readonly onChange?: (kinds: AccountKind[]) => void }

/** Takes from the form only its value, because a group of ticks may not be marked as required. */
const Kinds = ({ value = [], onChange }: KindsProps) => {
  const { words } = useDesk()
  return (
    <Checkbox.Group
      aria-label={words.identity.notice.kinds}
      options={accountKinds.map((kind) => ({ value: kind, label: words.accountKinds[kind] }))}
      value={value}
      onChange={(ticked) => onChange?.(ticked as AccountKind[])}
    />
  )
}

type PreviewedProps = { readonly preview: Preview; readonly busy: boolean; readonly send: () => void }

const Previewed = ({ preview, send, busy }: PreviewedProps) => {
  const { words } = useDesk()
  const say = words.identity.notice
  const { accounts, withoutMail, sentBefore, example } = preview
  return (
    <section className={styles.stack} aria-label={say.preview}>
      <Note tone={accounts > 0 ? 'info' : 'soon'} title={say.due(accounts)}>
        <p>{say.rest(withoutMail, sentBefore)}</p>
      </Note>
      {example !== null && (
        <figure className={styles.letter}>
          <figcaption className={styles.soft}>{say.example}</figcaption>
          <pre>{example}</pre>
        </figure>
      )}
      <div>
        <Button type="primary" disabled={accounts === 0} loading={busy} onClick={send}>
          {say.send(accounts)}
        </Button>
      </div>
    </section>
  )
}

/** The mail with user name and applicant name to many accounts: first what it says and to how many, then it goes out. */
export const NoticesPage = () => {
  const { words } = useDesk()
  const say = words.identity.notice
  const [form] = Form.useForm<Values>()
  const [preview, setPreview] = useState<Preview | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const { busy, run } = useAct()
  const look = (values: Values) =>
    run(
      async (client) => setPreview(await client.operator.sendNotice({ ...trimmed(values), preview: true })),
      say.previewed,
    )
  const send = async () => {
    const values = trimmed(form.getFieldsValue(true))
    await run(
      async (client) => {
        const { accounts } = await client.operator.sendNotice({ ...values, preview: false })
        setPreview(null)
        setSent(accounts)
        return accounts
      },
      (accounts) => say.sent(accounts),
    )
  }
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>{words.places.notices}</h1>
      </header>
      <div className={`${styles.stack} ${styles.letterForm}`}>
        <p>{say.meaning}</p>
        <Form<Values>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ occasion: '', day: '', assistantUrl: '', manualUrl: '', kinds: [...accountKinds] }}
          onValuesChange={() => {
            setPreview(null)
            setSent(null)
          }}
          onFinish={look}
        >
          <Fields />
          <Button htmlType="submit" loading={busy && preview === null}>
            {say.look}
          </Button>
        </Form>
        {preview !== null && <Previewed preview={preview} send={() => void send()} busy={busy} />}
        {sent !== null && (
          <Note tone="good" urgent title={say.sent(sent)}>
            <p>
              <a href="#/outbox">{say.toOutbox}</a>
            </p>
          </Note>
        )}
      </div>
    </div>
  )
}
