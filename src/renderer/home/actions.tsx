import { accountAt } from '../../shared/account/account-at.ts'
import { hashOf, type Place } from '../../shared/places/place.ts'
import { Icon, type IconName } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import styles from './home.module.css'

type ActionProps = {
  readonly icon: IconName
  readonly word: string
  readonly meaning: string
  readonly place: Place
}

const Action = ({ icon, word, meaning, place }: ActionProps) => (
  <a className={styles.action} href={hashOf(place)}>
    <Icon name={icon} size={24} />
    <span>
      <strong>{word}</strong>
      <span>{meaning}</span>
    </span>
    <Icon name="right" size={16} />
  </a>
)

export const Actions = () => {
  const { snapshot, words } = useAssistant()
  const say = words.home
  const signedIn = accountAt(snapshot, snapshot.issuer.id).state === 'signed-in'
  return (
    <nav className={styles.actions} aria-label={say.actions}>
      <Action
        icon="pen"
        word={say.issue}
        meaning={say.issueMeaning}
        place={{ page: 'issue', tokenId: null }}
      />
      <Action
        icon="clock"
        word={words.renewal.entry}
        meaning={words.renewal.entryMeaning}
        place={{ page: 'renewals' }}
      />
      <Action
        icon="certificate"
        word={words.replacement.entry}
        meaning={words.replacement.entryMeaning}
        place={{ page: 'replacement', issuerId: null }}
      />
      {signedIn ? (
        <Action
          icon="person"
          word={say.account}
          meaning={say.loggedInMeaning}
          place={{ page: 'settings', section: 'user' }}
        />
      ) : (
        <Action
          icon="person"
          word={say.login}
          meaning={say.loginMeaning}
          place={{ page: 'login', issuerId: null }}
        />
      )}
    </nav>
  )
}
