import { accountAt } from '../../shared/account/account-at.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Tile } from '../parts/tile.tsx'
import styles from './home.module.css'

export const Actions = () => {
  const { snapshot, words } = useAssistant()
  const say = words.home
  const signedIn = accountAt(snapshot, snapshot.issuer.id).state === 'signed-in'
  return (
    <nav className={styles.actions} aria-label={say.actions}>
      <Tile icon="pen" word={say.issue} meaning={say.issueMeaning} place={{ page: 'issue', tokenId: null }} />
      <Tile
        icon="clock"
        word={words.renewal.entry}
        meaning={words.renewal.entryMeaning}
        place={{ page: 'renewals' }}
      />
      <Tile
        icon="certificate"
        word={words.replacement.entry}
        meaning={words.replacement.entryMeaning}
        place={{ page: 'replacement', issuerId: null }}
      />
      {signedIn ? (
        <Tile
          icon="person"
          word={say.account}
          meaning={say.loggedInMeaning}
          place={{ page: 'settings', section: 'user' }}
        />
      ) : (
        <Tile
          icon="person"
          word={say.login}
          meaning={say.loginMeaning}
          place={{ page: 'login', issuerId: null }}
        />
      )}
    </nav>
  )
}
