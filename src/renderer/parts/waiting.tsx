import { useLate } from '../live/use-late.ts'
import styles from './waiting.module.css'

/** Says what is going on once the wait is noticeable. The region exists before that, so that screen readers read it. */
export const Waiting = ({ active = true, words }: { readonly active?: boolean; readonly words: string }) => {
  const late = useLate(active)
  return (
    <span role="status" className={styles.waiting}>
      {late && (
        <>
          <span className={styles.ring} />
          {words}
        </>
      )}
    </span>
  )
}

export const Ring = () => <span className={styles.ring} aria-hidden="true" />
