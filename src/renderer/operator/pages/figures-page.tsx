import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { ListPage } from '../parts/listing.tsx'
import { yuan } from '../parts/money.ts'
import { type Load, useListing } from '../parts/use-listing.ts'

type Day = {
  readonly day: string
  readonly opened: number
  readonly paid: number
  readonly paidFen: number
  readonly reviewed: number
  readonly issued: number
  readonly refundedFen: number
}

const load: Load<Day> = async (client) => {
  const { days } = await client.operator.figures({ days: 31 })
  return { rows: days, next: null }
}

/** What was done on each of the last days, in Chinese time. */
export const FiguresPage = () => {
  const { words } = useDesk()
  const say = words.figures
  const listing = useListing(load)
  const counted = (title: string, key: 'opened' | 'paid' | 'reviewed' | 'issued') => ({
    title,
    align: 'right' as const,
    render: (_: unknown, day: Day) => <span className={styles.plain}>{day[key]}</span>,
  })
  const summed = (title: string, key: 'paidFen' | 'refundedFen') => ({
    title,
    align: 'right' as const,
    render: (_: unknown, day: Day) => <span className={styles.plain}>{yuan(day[key])}</span>,
  })
  return (
    <ListPage<Day>
      title={words.places.figures}
      listing={listing}
      rowKey={({ day }) => day}
      columns={[
        { title: say.day, render: (_, { day }) => <time>{day}</time> },
        counted(say.opened, 'opened'),
        counted(say.paid, 'paid'),
        summed(say.paidSum, 'paidFen'),
        counted(say.reviewed, 'reviewed'),
        counted(say.issued, 'issued'),
        summed(say.refundedSum, 'refundedFen'),
      ]}
    />
  )
}
