import { accountAt } from '../../shared/account/account-at.ts'
import { ownerOfPlace } from '../../shared/account/owner-of-place.ts'
import { concernsOf, serviceState } from '../../shared/health/assistant-health.ts'
import { placeOfConcern } from '../../shared/health/concern-place.ts'
import { pageNames, pageOf } from '../../shared/places/pages.ts'
import { hashOf, type Place, placeOf } from '../../shared/places/place.ts'
import { Icon, type IconName } from '../drawings/icon.tsx'
import { SealMark } from '../drawings/seal-mark.tsx'
import { FinderButton } from '../finder/finder-button.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { NotificationsLink } from '../notifications/notifications-link.tsx'
import styles from './rail.module.css'
import { TrayMenu } from './tray-menu.tsx'
import { WindowMenu } from './window-menu.tsx'

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

/** A page of the account, without an icon of its own. */
const Below = ({ place, word, here }: Pick<ItemProps, 'place' | 'word' | 'here'>) => (
  <li>
    <a className={styles.below} href={hashOf(place)} aria-current={here ? 'page' : undefined}>
      {word}
    </a>
  </li>
)

const Foot = () => {
  const { snapshot, words } = useAssistant()
  const state = serviceState(snapshot)
  // The word leads to its reason: the first of what has to be looked after.
  const [concern] = concernsOf(snapshot)
  return (
    <div className={styles.foot}>
      <div>{words.frame.version(snapshot.about.version)}</div>
      <div className={styles.service} role="status">
        <span className={styles.dot} data-state={state} />
        {concern ? (
          <a
            className={styles.reason}
            href={hashOf(placeOfConcern(concern))}
            title={words.frame.serviceReason}
          >
            {words.frame.service[state]}
          </a>
        ) : (
          words.frame.service[state]
        )}
      </div>
    </div>
  )
}

type Lit = ReturnType<typeof pageOf>['below']

type AccountItemsProps = { readonly here: Lit; readonly place: Place | null }

const AccountItems = ({ here, place }: AccountItemsProps) => {
  const { snapshot, words } = useAssistant()
  // New business starts at the chosen authority; business with a certificate belongs to its owner.
  const owner = ownerOfPlace(snapshot, place)
  const issuerId = owner?.issuerId ?? null
  const account = owner?.account ?? accountAt(snapshot, snapshot.issuer.id)
  if (account.state !== 'signed-in')
    return (
      <Item
        place={{ page: 'login', issuerId: null }}
        icon="person"
        word={words.tray.login}
        here={here === 'login'}
      />
    )
  return (
    <>
      <Item
        place={{ page: 'login', issuerId }}
        icon="person"
        word={account.applicantName}
        title={words.frame.account(account.applicantName)}
        here={here === 'login'}
      />
      <Below
        place={{ page: 'centre', issuerId }}
        word={words.identityCentre.centre.rail}
        here={here === 'centre'}
      />
      <Below
        place={{ page: 'old-account', issuerId }}
        word={words.identityCentre.old.rail}
        here={here === 'old-account'}
      />
    </>
  )
}

/** The pages of the table that have an item at this end of the rail. Each item leads to the first place of its page. */
const Items = ({ end, here }: { readonly end: 'top' | 'bottom'; readonly here: Lit }) => {
  const { words } = useAssistant()
  return pageNames.flatMap((page) => {
    const { rail } = pageOf(page)
    const place = placeOf(`#/${page}`)
    if (rail?.end !== end || place === null) return []
    return <Item key={page} place={place} icon={rail.icon} word={rail.word(words)} here={here === page} />
  })
}

type RailProps = {
  readonly place: Place | null /** Leads the keyboard past the rail. */
  readonly skip: () => void
}

/** Where a person can go, and whether all is well. */
export const Rail = ({ place, skip }: RailProps) => {
  const { snapshot, words } = useAssistant()
  const here = place && pageOf(place.page).below
  return (
    <header className={styles.rail}>
      <a
        className={styles.skip}
        href={hashOf(place ?? { page: 'home' })}
        onClick={(event) => {
          event.preventDefault()
          skip()
        }}
      >
        {words.frame.skip}
      </a>
      <div className={styles.brand}>
        <SealMark size={36} />
        <span className={styles.product}>{words.everywhere.product}</span>
        {snapshot.about.shell === 'web' ? <TrayMenu /> : <WindowMenu />}
      </div>
      <div className={styles.tools}>
        <FinderButton />
        <NotificationsLink here={place?.page === 'notifications'} />
      </div>
      <nav aria-label={words.frame.rail} style={{ display: 'contents' }}>
        <ul className={styles.items}>
          <Items end="top" here={here} />
        </ul>
        <ul className={`${styles.items} ${styles.bottom}`}>
          <Items end="bottom" here={here} />
          <AccountItems here={here} place={place} />
        </ul>
      </nav>
      <Foot />
    </header>
  )
}
