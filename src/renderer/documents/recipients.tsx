import { Input } from 'antd'
import { useId, useState } from 'react'
import type { DocumentRecipient } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { dateOf } from '../words/format.ts'
import { CertificateFile } from './certificate-file.tsx'
import documents from './documents.module.css'
import styles from './recipients.module.css'

/** A longer list has a search. */
const longList = 6

type Props = {
  readonly recipients: readonly DocumentRecipient[]
  readonly chosen: ReadonlySet<string>
  readonly setChosen: (chosen: ReadonlySet<string>) => void
  /** The list after certificates were taken from a file. */
  readonly taken: (recipients: readonly DocumentRecipient[]) => void
}

const Recipient = ({
  recipient,
  chosen,
  toggle,
}: {
  readonly recipient: DocumentRecipient
  readonly chosen: boolean
  readonly toggle: () => void
}) => {
  const { words } = useAssistant()
  const say = words.documentsPage.encrypt
  const { holder, issuer, notAfter, from, obstacle } = recipient
  return (
    <li>
      <label className={form.choice}>
        <input type="checkbox" checked={chosen} disabled={obstacle !== null} onChange={toggle} />
        <span>
          <strong>{holder}</strong>
          <small>{[issuer, say.until(dateOf(notAfter)), say.from[from]].join(' · ')}</small>
          {obstacle && <small className={form.obstacle}>{say.obstacles[obstacle]}</small>}
        </span>
      </label>
    </li>
  )
}

const AddFrom = ({ recipients, chosen, setChosen, taken }: Props) => {
  const { client, words } = useAssistant()
  const say = words.documentsPage.encrypt
  const { pending, error, run } = useAction()
  const [told, setTold] = useState<string | null>(null)
  const take = (read: () => Promise<string>) =>
    void run(async () => {
      setTold(null)
      const after = await client.documents.addRecipients({ file: await read() })
      const known = new Set(recipients.map(({ id }) => id))
      const fresh = after.filter(({ id }) => !known.has(id))
      taken(after)
      setChosen(
        new Set([...chosen, ...fresh.filter(({ obstacle }) => obstacle === null).map(({ id }) => id)]),
      )
      setTold(fresh.length === 0 ? say.addedNone : say.added(fresh.length))
    })
  return (
    <div className={documents.row}>
      <CertificateFile say={say.add} disabled={pending} take={take} />
      <span role="status" className={form.soft}>
        {told ?? say.addHint}
      </span>
      {error && <ErrorNote report={error} />}
    </div>
  )
}

const matching = (recipients: readonly DocumentRecipient[], search: string) => {
  const wanted = search.trim().toLowerCase()
  return recipients.filter(({ holder, issuer }) => `${holder} ${issuer}`.toLowerCase().includes(wanted))
}

/** To whom can be encrypted: several of them, each with where the certificate comes from. */
export const Recipients = (props: Props) => {
  const { recipients, chosen, setChosen } = props
  const { words } = useAssistant()
  const say = words.documentsPage.encrypt
  const id = useId()
  const [search, setSearch] = useState('')
  const shown = matching(recipients, search)
  const toggle = (one: string) => {
    const next = new Set(chosen)
    if (!next.delete(one)) next.add(one)
    setChosen(next)
  }
  return (
    <section className={form.stack} aria-labelledby={id}>
      <div>
        <h3 id={id} className={form.lead}>
          {say.recipients}
        </h3>
        <p className={form.soft}>{say.hint}</p>
      </div>
      {recipients.length > longList && (
        <Input
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          placeholder={say.search}
          aria-label={say.search}
          prefix={<Icon name="search" size={16} />}
          allowClear
        />
      )}
      {recipients.length === 0 && <p>{say.none}</p>}
      {recipients.length > 0 && (
        <ul className={styles.list}>
          {shown.map((recipient) => (
            <Recipient
              key={recipient.id}
              recipient={recipient}
              chosen={chosen.has(recipient.id)}
              toggle={() => toggle(recipient.id)}
            />
          ))}
        </ul>
      )}
      <AddFrom {...props} />
    </section>
  )
}
