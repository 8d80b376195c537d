import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import type { Tone } from '../../../shared/health/pair-health.ts'
import type { RaCertificate, RaCertificateStatus } from '../../../shared/ra-contract/index.ts'
import { StateWord } from '../../parts/state-word.tsx'
import { dateOf, grouped } from '../../words/format.ts'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { type Load, useListing } from '../parts/use-listing.ts'
import { ApplySeal } from './apply-seal.tsx'
import { RecoverDialog, RevokeDialog } from './certificate-dialogs.tsx'

type Row = { readonly certificate: RaCertificate; readonly accountName: string }

const tones: Readonly<Record<RaCertificateStatus, Tone>> = {
  pending: 'quiet',
  active: 'good',
  suspended: 'soon',
  superseded: 'quiet',
  revoked: 'bad',
  expired: 'bad',
  discarded: 'quiet',
}

export const CertificatesPage = () => {
  const { words } = useDesk()
  const say = words.certificates
  const [status, setStatus] = useState<RaCertificateStatus | 'all'>('all')
  const load = useMemo<Load<Row>>(
    () => async (client, query) => {
      const wanted = { ...query, ...(status === 'all' ? {} : { status }) }
      const { certificates, next } = await client.operator.certificates(wanted)
      return { rows: certificates, next }
    },
    [status],
  )
  const listing = useListing(load)
  const [asked, setAsked] = useState<{ readonly act: 'revoke' | 'recover'; readonly row: Row } | null>(null)
  const close = () => setAsked(null)
  const statuses = Object.entries(words.certificateStates).map(([value, label]) => ({ value, label }))
  return (
    <>
      <ListPage<Row>
        title={words.places.certificates}
        listing={listing}
        hint={say.hint}
        filter={
          <Select<RaCertificateStatus | 'all'>
            aria-label={say.state}
            value={status}
            onChange={setStatus}
            style={{ minWidth: 160 }}
            options={[
              { value: 'all', label: words.all },
              ...(statuses as { value: RaCertificateStatus; label: string }[]),
            ]}
          />
        }
        rowKey={(row) => row.certificate.serial}
        columns={[
          {
            title: say.holder,
            width: 320,
            render: (_, { accountName, certificate }) => (
              <div className={styles.name}>
                <div>{accountName}</div>
                <div>{say.usages[certificate.usage]}</div>
                <div className={styles.serial}>{grouped(certificate.serial)}</div>
              </div>
            ),
          },
          {
            title: say.state,
            render: (_, { certificate }) => (
              <StateWord tone={tones[certificate.status]}>
                {words.certificateStates[certificate.status]}
              </StateWord>
            ),
          },
          {
            title: say.validity,
            render: (_, { certificate }) => <time>{say.until(dateOf(certificate.notAfter))}</time>,
          },
          {
            title: <span className="unseen">{words.acts}</span>,
            render: (_, row) => <Acts row={row} onAct={(act) => setAsked({ act, row })} />,
          },
        ]}
      />
      {asked?.act === 'revoke' && (
        <RevokeDialog
          certificate={asked.row.certificate}
          name={asked.row.accountName}
          onClose={close}
          onDone={listing.refresh}
        />
      )}
      {asked?.act === 'recover' && (
        <RecoverDialog certificate={asked.row.certificate} name={asked.row.accountName} onClose={close} />
      )}
    </>
  )
}

type ActsProps = { readonly row: Row; readonly onAct: (act: 'revoke' | 'recover') => void }

const Acts = ({ row: { certificate, accountName }, onAct }: ActsProps) => {
  const { words } = useDesk()
  const inForce = certificate.status === 'active' || certificate.status === 'suspended'
  const recoverable = certificate.usage === 'encryption' && certificate.status !== 'pending'
  return (
    <div className={styles.acts}>
      {certificate.usage === 'signature' && certificate.status === 'active' && (
        <ApplySeal serial={certificate.serial} name={accountName} />
      )}
      {recoverable && <Button onClick={() => onAct('recover')}>{words.certificates.recover}</Button>}
      {inForce && (
        <Button danger onClick={() => onAct('revoke')}>
          {words.certificates.revoke}
        </Button>
      )}
    </div>
  )
}
