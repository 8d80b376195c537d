import { Input, Pagination, Select } from 'antd'
import { useState } from 'react'
import { Icon } from '../drawings/icon.tsx'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { Copied, CopyButton } from '../parts/copyable.tsx'
import { Facts } from '../parts/facts.tsx'
import form from '../parts/form.module.css'
import { foundPoints, type Point, type PointWish, regionsOf } from './found-points.ts'
import styles from './help.module.css'
import type { Contact } from './hotlines.tsx'

const pageSize = 10

const Documents = ({ documents }: Pick<Point, 'documents'>) => {
  const say = useAssistant().words.help
  if (documents.length === 0) return <span className={form.soft}>{say.documentsUnknown}</span>
  return (
    <ul className={styles.documents}>
      {documents.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  )
}

const PointFacts = ({ point }: { readonly point: Point }) => {
  const say = useAssistant().words.help
  const nameOf = useIssuerName()
  const { name, address, phone, hours, documents, issuer } = point
  return (
    <div className={styles.point}>
      <h3>{name}</h3>
      <Facts
        facts={[
          { name: say.pointsIssuer, value: nameOf(issuer) },
          { name: say.address, value: <Copied text={address} /> },
          ...(phone === null
            ? []
            : [
                {
                  name: say.phone,
                  value: (
                    <>
                      {phone} <CopyButton text={phone} label={say.copyNumber(phone)} />
                    </>
                  ),
                },
              ]),
          { name: say.hours, value: hours ?? <span className={form.soft}>{say.hoursUnknown}</span> },
          { name: say.documents, value: <Documents documents={documents} /> },
        ]}
      />
    </div>
  )
}

type ToolsProps = {
  readonly points: readonly Point[]
  readonly wish: PointWish
  readonly change: (wish: PointWish) => void
}

const Tools = ({ points, wish, change }: ToolsProps) => {
  const say = useAssistant().words.help
  const nameOf = useIssuerName()
  const issuers = [...new Map(points.map(({ issuer }) => [issuer.id, issuer])).values()]
  return (
    <div className={styles.tools}>
      <Input
        value={wish.search}
        onChange={({ target }) => change({ ...wish, search: target.value })}
        aria-label={say.pointsSearch}
        placeholder={say.pointsSearch}
        maxLength={100}
        prefix={<Icon name="search" size={16} />}
        allowClear
      />
      <Select
        aria-label={say.pointsIssuer}
        value={wish.issuerId}
        onChange={(issuerId) => change({ ...wish, issuerId })}
        options={[
          { value: '', label: say.allIssuers },
          ...issuers.map((issuer) => ({ value: issuer.id, label: nameOf(issuer) })),
        ]}
        style={{ minWidth: 180 }}
      />
      <Select
        aria-label={say.pointsRegion}
        value={wish.region}
        onChange={(region) => change({ ...wish, region })}
        options={[
          { value: '', label: say.allRegions },
          ...regionsOf(points).map((region) => ({ value: region, label: region })),
        ]}
        style={{ minWidth: 120 }}
      />
    </div>
  )
}

const everywhere: PointWish = { issuerId: '', region: '', search: '' }

const List = ({ points }: { readonly points: readonly Point[] }) => {
  const { words } = useAssistant()
  const [wish, setWish] = useState(everywhere)
  const [page, setPage] = useState(1)
  const found = foundPoints(points, wish)
  const change = (next: PointWish) => {
    setWish(next)
    setPage(1)
  }
  return (
    <>
      <Tools points={points} wish={wish} change={change} />
      <p role="status" className={form.soft}>
        {found.length === 0 ? words.help.pointsNone : words.everywhere.found(found.length)}
      </p>
      {found.slice((page - 1) * pageSize, page * pageSize).map((point) => (
        <PointFacts key={`${point.issuer.id} ${point.name} ${point.address}`} point={point} />
      ))}
      <Pagination
        current={page}
        pageSize={pageSize}
        total={found.length}
        showSizeChanger={false}
        hideOnSinglePage
        onChange={setPage}
      />
    </>
  )
}

/** 网点: where people are served, by authority and region. What an authority's file does not say is not invented. */
export const ServicePoints = ({ contacts }: { readonly contacts: readonly Contact[] }) => {
  const say = useAssistant().words.help
  const nameOf = useIssuerName()
  const points = contacts.flatMap(({ issuer, contact }) =>
    contact.servicePoints.map((point): Point => ({ ...point, issuer })),
  )
  const without = contacts.filter(({ contact }) => contact.servicePoints.length === 0)
  const separator = useAssistant().snapshot.settings.language === 'en' ? ', ' : '、'
  return (
    <Section title={say.points}>
      <Card>
        <div className={form.stack}>
          {points.length > 0 && <List points={points} />}
          {without.length > 0 && (
            <p className={form.soft}>
              {say.pointsUnknown(without.map(({ issuer }) => nameOf(issuer)).join(separator))}
            </p>
          )}
        </div>
      </Card>
    </Section>
  )
}
