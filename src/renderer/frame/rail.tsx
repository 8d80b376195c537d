import { Icon, type IconName } from '../drawings/icon.tsx'
import { SealMark } from '../drawings/seal-mark.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { hashOf, type Place } from '../place/place.ts'
import { serviceState } from '../words/service-state.ts'
import styles from './rail.module.css'
import { TrayMenu } from './tray-menu.tsx'

type ItemProps = {
  readonly place: Place
  readonly icon: IconName
  readonly word: string
  readonly here: boolean
  readonly title?: string
}

const Item = ({ place, icon, word, here, title }: ItemProps) => (
  <li>
    <a className={styles.item} href={hashOf(place)} aria-current={here ? 'page' : undefined} title={title}>
      <Icon name={icon} size={22} />
      <span className={styles.name}>{word}</span>
    </a>
  </li>
)

const Foot = () => {
  const { snapshot, words } = useAssistant()
  const state = serviceState(snapshot)
  return (
    <div className={styles.foot}>
      <div>{words.frame.version(snapshot.about.version)}</div>
      <div className={styles.service} role="status">
        <span className={styles.dot} data-state={state} />
        {words.frame.service[state]}
      </div>
    </div>
  )
}

const AccountItem = ({ place }: { readonly place: Place }) => {
  const { snapshot, words } = useAssistant()
  const { account } = snapshot
  if (account.state !== 'signed-in')
    return (
      <Item place={{ page: 'login' }} icon="person" word={words.tray.login} here={place.page === 'login'} />
    )
  return (
    <Item
      place={{ page: 'settings', section: 'user' }}
      icon="person"
      word={account.applicantName}
      title={words.frame.account(account.applicantName)}
      here={false}
    />
  )
}

/** Pages that deal with the certificates. */
const ofCertificates: readonly Place['page'][] = [
  'certificates',
  'certificate',
  'issue',
  'pin',
  'unlock',
  'replacement',
  'backup',
  'restore',
  'history',
]

type RailProps = { readonly place: Place /** Leads the keyboard past the rail. */; readonly skip: () => void }

/** Where one can go, and how things stand. */
export const Rail = ({ place, skip }: RailProps) => {
  const { snapshot, words } = useAssistant()
  return (
    <header className={styles.rail}>
      <a
        className={styles.skip}
        href={hashOf(place)}
        onClick={(event) => {
          event.preventDefault()
          skip()
        }}
      >
        {words.frame.skip}
      </a>
      <div className={styles.brand}>
        <SealMark size={36} />
        {snapshot.about.shell === 'web' && <TrayMenu />}
      </div>
      <nav aria-label={words.frame.rail} style={{ display: 'contents' }}>
        <ul className={styles.items}>
          <Item place={{ page: 'home' }} icon="home" word={words.frame.home} here={place.page === 'home'} />
          <Item
            place={{ page: 'certificates' }}
            icon="certificate"
            word={words.frame.certificates}
            here={ofCertificates.includes(place.page)}
          />
        </ul>
        <ul className={`${styles.items} ${styles.bottom}`}>
          <Item
            place={{ page: 'settings', section: 'general' }}
            icon="sliders"
            word={words.frame.settings}
            here={place.page === 'settings'}
          />
          <AccountItem place={place} />
        </ul>
      </nav>
      <Foot />
    </header>
  )
}
