import { useId } from 'react'
import { type YearRow, yearRows } from '../../shared/reminders/year.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { dateOf } from '../words/format.ts'
import { dayIn, monthsFrom, yearLength } from './year-days.ts'
import styles from './year-line.module.css'

/** More lines than these nobody compares. The text below has all. */
const mostLines = 12

const at = (days: number): { readonly insetInlineStart: string } => ({
  insetInlineStart: `${(Math.min(Math.max(days, 0), yearLength) / yearLength) * 100}%`,
})

const toneOf = ({ endsIn, firstReminder }: YearRow): 'soon' | 'good' =>
  endsIn <= firstReminder ? 'soon' : 'good'

const Line = ({ row }: { readonly row: YearRow }) => (
  <div className={styles.track} data-tone={toneOf(row)}>
    <div
      className={styles.span}
      style={{ width: `${(Math.min(Math.max(row.endsIn, 0), yearLength) / yearLength) * 100}%` }}
    />
    {row.remindersIn
      .filter((day) => day <= yearLength)
      .map((day) => (
        <i key={day} className={styles.dot} data-part="reminder" style={at(day)} />
      ))}
    {row.endsIn <= yearLength && <i className={styles.end} data-part="end" style={at(row.endsIn)} />}
  </div>
)

const Picture = ({ rows, today }: { readonly rows: readonly YearRow[]; readonly today: Date }) => {
  const { snapshot, words } = useAssistant()
  const say = words.reminders.year
  return (
    <div className={styles.picture} role="img" aria-label={say.pictureOf(rows.length)}>
      <div className={styles.months}>
        {monthsFrom(today, snapshot.settings.language).map(({ name, day }) => (
          <span key={day} style={at(day)}>
            {name}
          </span>
        ))}
      </div>
      {rows.slice(0, mostLines).map((row) => (
        <div key={row.view.id} className={styles.row}>
          <span className={styles.name} title={row.view.holder}>
            {row.view.holder}
          </span>
          <Line row={row} />
        </div>
      ))}
    </div>
  )
}

const Legend = () => {
  const { words } = useAssistant()
  const say = words.reminders.year
  return (
    <p className={styles.legend} aria-hidden="true">
      <span>
        <i className={styles.dot} /> {say.reminder}
      </span>
      <span>
        <i className={styles.end} /> {say.end}
      </span>
    </p>
  )
}

/** What the picture shows, in words. */
const Told = ({ rows, today }: { readonly rows: readonly YearRow[]; readonly today: Date }) => {
  const { words } = useAssistant()
  const say = words.reminders.year
  const days = (all: readonly number[]) => all.map((day) => dateOf(dayIn(today, day).toISOString()))
  return (
    <details className={styles.told}>
      <summary>
        {say.inWords}
        <Icon name="down" size={16} />
      </summary>
      <ul>
        {rows.map(({ view, endsIn, remindersIn }) => (
          <li key={view.id}>
            <strong>{view.holder}</strong>
            <span>{endsIn < 0 ? say.ended(dateOf(view.notAfter)) : say.ends(dateOf(view.notAfter))}</span>
            {remindersIn.length > 0 && (
              <span className={styles.days}>
                {say.remindersOn}
                {days(remindersIn).map((day) => (
                  <time key={day} dateTime={day}>
                    {day}
                  </time>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The year ahead: when each certificate ends, and when it is reminded of. */
export const YearLine = () => {
  const { snapshot, words } = useAssistant()
  const leadId = useId()
  const say = words.reminders.year
  const rows = yearRows(snapshot)
  if (snapshot.tokens.length === 0) return null
  const today = new Date(snapshot.at)
  return (
    <Section title={say.title}>
      <Card>
        {rows.length === 0 ? (
          <p className={styles.soft}>{say.nothing}</p>
        ) : (
          <figure className={styles.figure} aria-labelledby={leadId}>
            <figcaption id={leadId} className={styles.soft}>
              {say.lead(rows.filter(({ endsIn }) => endsIn >= 0 && endsIn <= yearLength).length, rows.length)}
              {rows.length > mostLines && say.more(rows.length - mostLines)}
            </figcaption>
            <Picture rows={rows} today={today} />
            <Legend />
            <Told rows={rows} today={today} />
          </figure>
        )}
      </Card>
    </Section>
  )
}
