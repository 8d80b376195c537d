import { hashOf } from '../../shared/places/place.ts'
import { isUpgradeKnown } from '../../shared/upgrade/rows.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/form.module.css'

/** Businesses for all certificates, also those whose token is away. */
export const MoreBusinesses = () => {
  const { snapshot, words } = useAssistant()
  return (
    <nav className={styles.links} aria-label={words.backup.more}>
      <a href={hashOf({ page: 'renewals' })}>{words.renewal.entry}</a>
      {isUpgradeKnown(snapshot) && <a href={hashOf({ page: 'upgrades' })}>{words.upgrade.entry}</a>}
      <a href={hashOf({ page: 'replacement', issuerId: null })}>{words.replacement.entry}</a>
      <a href={hashOf({ page: 'backup', tokenId: null })}>{words.backup.entry}</a>
      <a href={hashOf({ page: 'decryption-rehearsal', certificateId: null })}>
        {words.decryptionRehearsal.title}
      </a>
      <a href={hashOf({ page: 'history', tokenId: null })}>{words.history.title}</a>
    </nav>
  )
}
