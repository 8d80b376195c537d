import { useEffect, useState } from 'react'
import type { SiteUse } from '../../shared/models/index.ts'
import { type MonthOfUses, signaturesByMonth } from '../../shared/web-signing/by-month.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import styles from './signatures-by-month.module.css'

const Bar = ({ month, count, most }: MonthOfUses & { readonly most: number }) => {
  const { words } = useAssistant()
  const [year = '', number = ''] = month.split('-')
  return (
    <li>
      <span className="unseen">{words.webSigning.byMonth.told(month, count)}</span>
      <span className={styles.count} aria-hidden="true">
        {count > 0 ? count : ''}
      </span>
      <span className={styles.column} aria-hidden="true">
        {count > 0 && (
          <span
            className={styles.bar}
            data-part="bar"
            style={{ height: `${Math.max(6, (count / most) * 100)}%` }}
          />
        )}
      </span>
      <span className={styles.month} aria-hidden="true">
        {Number(number)}
        {number === '01' && <small>{year}</small>}
      </span>
    </li>
  )
}

const useUses = (): readonly SiteUse[] | null => {
  const { client } = useAssistant()
  const { run } = useAction()
  const [uses, setUses] = useState<readonly SiteUse[] | null>(null)
  useEffect(() => {
    void run(async () => setUses(await client.webSigning.uses({})))
  }, [client, run])
  return uses
}

/** Signatures for sites, a bar a month. `serials` are the certificates to count; null counts all. */
export const SignaturesByMonth = ({ serials }: { readonly serials: readonly string[] | null }) => {
  const { snapshot, words } = useAssistant()
  const say = words.webSigning.byMonth
  const uses = useUses()
  if (uses === null) return null
  const own = serials === null ? uses : uses.filter(({ serial }) => serial && serials.includes(serial))
  const months = signaturesByMonth(own, new Date(snapshot.at))
  const all = months.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(...months.map(({ count }) => count))
  return (
    <Section title={say.title}>
      <Card>
        <p className={styles.lead}>{all === 0 ? say.nothing : say.lead(all)}</p>
        {all > 0 && (
          <ol className={styles.months}>
            {months.map((one) => (
              <Bar key={one.month} {...one} most={most} />
            ))}
          </ol>
        )}
      </Card>
    </Section>
  )
}
