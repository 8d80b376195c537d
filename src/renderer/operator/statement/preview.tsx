import { Note } from '../../parts/note.tsx'
import { useDesk } from '../desk.tsx'
import styles from '../operator.module.css'
import { yuan } from '../parts/money.ts'
import type { ParsedLine } from './parse-statement.ts'

const SHOWN = 50

/** What will be imported, and each line that will not, with the reason. */
export const Preview = ({ parsed }: { readonly parsed: readonly ParsedLine[] }) => {
  const { words } = useDesk()
  const say = words.statement
  const faults = parsed.flatMap((one) => (one.fault === null ? [] : [one]))
  const lines = parsed.flatMap((one) => (one.fault === null ? [one.line] : []))
  if (parsed.length === 0) return null
  return (
    <div aria-live="polite">
      {faults.length > 0 && (
        <Note tone="soon" title={say.faults(faults.length)}>
          <ul>
            {faults.slice(0, SHOWN).map(({ row, fault }) => (
              <li key={row}>{say.fault(row, say.faultNames[fault])}</li>
            ))}
          </ul>
        </Note>
      )}
      {lines.length > 0 && (
        <>
          <p>{say.right(lines.length, yuan(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)))}</p>
          <ul className={styles.preview}>
            {lines.slice(0, SHOWN).map(({ reference, payerName, amountFen, paidOn }) => (
              <li key={reference}>{[reference, payerName, yuan(amountFen), paidOn].join(' · ')}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
