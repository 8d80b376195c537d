import { Input } from 'antd'
import { useState } from 'react'
import type { CertificateDetails, CertificateField } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { CopyButton } from '../parts/copyable.tsx'
import styles from './certificates.module.css'

const List = ({ fields }: { readonly fields: readonly CertificateField[] }) => {
  const { words } = useAssistant()
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, value }) => (
        <div key={`${name} ${value}`}>
          <dt>{name}</dt>
          <dd>
            <span>{value}</span>
            <CopyButton text={value} label={words.certificates.copyField(name)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const matches = (search: string) => {
  const wanted = search.trim().toLowerCase().replace(/[\s:]/g, '')
  return ({ name, value }: CertificateField) =>
    `${name} ${value}`.toLowerCase().replace(/[\s:]/g, '').includes(wanted)
}

const Group = ({
  group,
  fields,
}: {
  readonly group: 'identity' | 'technical'
  readonly fields: readonly CertificateField[]
}) => {
  const { words } = useAssistant()
  if (fields.length === 0) return null
  return (
    <section className={styles.group}>
      <h2>{words.certificates.groups[group]}</h2>
      <List fields={fields} />
    </section>
  )
}

const Raw = ({
  fields,
  pem,
  open,
}: {
  readonly fields: readonly CertificateField[]
  readonly pem: string
  readonly open: boolean
}) => {
  const { words } = useAssistant()
  return (
    <details className={styles.fold} open={open}>
      <summary>
        {words.certificates.showRaw}
        <Icon name="down" size={16} />
      </summary>
      <div className={styles.raw}>
        <List fields={fields} />
        <pre className={styles.pem}>{pem}</pre>
      </div>
    </details>
  )
}

/** All other fields, in a quiet list to search and copy. Raw content is folded away. */
export const Fields = ({ details }: { readonly details: CertificateDetails }) => {
  const { words } = useAssistant()
  const say = words.certificates
  const [search, setSearch] = useState('')
  const found = details.fields.filter(matches(search))
  const of = (group: CertificateField['group']) => found.filter((field) => field.group === group)
  const shown = search ? [...of('first'), ...of('identity')] : of('identity')
  return (
    <Card>
      <div className={styles.row}>
        <Input
          className={styles.search ?? ''}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder={say.searchFields}
          aria-label={say.searchFields}
          prefix={<Icon name="search" size={16} />}
          allowClear
        />
        <CopyButton
          label={say.copyAll}
          shown={say.copyAll}
          text={details.fields.map(({ name, value }) => `${name}: ${value}`).join('\n')}
        />
      </div>
      <Group group="identity" fields={shown} />
      <Group group="technical" fields={of('technical')} />
      {found.length === 0 && <p className={styles.group}>{say.noFieldMatches}</p>}
      <Raw fields={of('raw')} pem={details.pem} open={search !== '' && of('raw').length > 0} />
    </Card>
  )
}
