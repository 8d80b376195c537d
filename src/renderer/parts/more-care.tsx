import { useAssistant } from '../live/use-live.tsx'
import { hashOf } from '../place/place.ts'
import styles from './form.module.css'

/** What concerns all certificates, also those that are not here. */
export const MoreCare = () => {
  const { words } = useAssistant()
  return (
    <nav className={styles.links} aria-label={words.careBackup.more}>
      <a href={hashOf({ page: 'replacement' })}>{words.careReplacement.entry}</a>
      <a href={hashOf({ page: 'backup', tokenId: null })}>{words.careBackup.entry}</a>
      <a href={hashOf({ page: 'history', tokenId: null })}>{words.careHistory.title}</a>
    </nav>
  )
}
