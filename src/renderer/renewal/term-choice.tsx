import type { RenewalTerm } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Choices } from '../parts/choices.tsx'
import sheet from '../parts/table.module.css'
import { dateOf, yuanOf } from '../words/format.ts'
import styles from './renewal.module.css'

type Props = {
  readonly legend: string
  readonly terms: readonly RenewalTerm[]
  readonly chosen: number | null
  readonly choose: (years: number) => void
}

/** 详细信息: what each term costs, and for what. */
const PriceList = ({ terms }: Pick<Props, 'terms'>) => {
  const say = useAssistant().words.renewal.term
  const [termColumn, feeColumn, ...figures] = say.columns
  return (
    <table className={sheet.table} aria-label={say.priceList}>
      <thead>
        <tr>
          <th scope="col">{termColumn}</th>
          <th scope="col">{feeColumn}</th>
          {figures.map((column) => (
            <th key={column} scope="col" className={styles.figure}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {terms.flatMap(({ years, items }) =>
          items.map(({ kind, unitFen, quantity, sumFen }) => (
            <tr key={`${years} ${kind}`}>
              <td>{say.months(years * 12)}</td>
              <td>{say.items[kind]}</td>
              <td className={styles.figure}>{yuanOf(unitFen)}</td>
              <td className={styles.figure}>{quantity}</td>
              <td className={styles.figure}>{yuanOf(sumFen)}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}

/** The terms that an authority offers, each with its fee and the end that it leads to. */
export const TermChoice = ({ legend, terms, chosen, choose }: Props) => {
  const say = useAssistant().words.renewal.term
  return (
    <>
      <Choices
        legend={legend}
        choices={terms.map(({ years, totalFen, notAfter }) => ({
          value: String(years),
          title: say.months(years * 12),
          meaning: `${say.fee(yuanOf(totalFen))} · ${say.newEnd(dateOf(notAfter))}`,
        }))}
        chosen={chosen === null ? null : String(chosen)}
        choose={(years) => choose(Number(years))}
      />
      {terms.some(({ items }) => items.length > 0) && (
        <details className={styles.details}>
          <summary>{say.details}</summary>
          <PriceList terms={terms} />
        </details>
      )}
    </>
  )
}
