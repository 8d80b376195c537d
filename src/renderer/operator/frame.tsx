import { Button, Tooltip } from 'antd'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Icon, type IconName } from '../drawings/icon.tsx'
import { SealMark } from '../drawings/seal-mark.tsx'
import { useDesk } from './desk.tsx'
import { DossiersPage } from './identity/dossiers-page.tsx'
import { NoticesPage } from './identity/notices-page.tsx'
import { OldAccountsPage } from './identity/old-accounts-page.tsx'
import { RegisterPage } from './identity/register-page.tsx'
import styles from './operator.module.css'
import { AccountsPage } from './pages/accounts-page.tsx'
import { CertificatesPage } from './pages/certificates-page.tsx'
import { FiguresPage } from './pages/figures-page.tsx'
import { HealthPage } from './pages/health-page.tsx'
import { OrdersPage } from './pages/orders-page.tsx'
import { OutboxPage } from './pages/outbox-page.tsx'
import { RecoveriesPage } from './pages/recoveries-page.tsx'
import { ReviewsPage } from './pages/reviews-page.tsx'
import { SealsPage } from './pages/seals-page.tsx'
import { StatementPage } from './pages/statement-page.tsx'
import type { Words } from './words/zh-cn.ts'

type Place = keyof Words['places']

const places: readonly (readonly [Place, IconName, () => React.ReactNode])[] = [
  ['reviews', 'checkCircle', ReviewsPage],
  ['dossiers', 'person', DossiersPage],
  ['register', 'copy', RegisterPage],
  ['legacy', 'person', OldAccountsPage],
  ['notices', 'external', NoticesPage],
  ['accounts', 'person', AccountsPage],
  ['orders', 'bill', OrdersPage],
  ['statement', 'copy', StatementPage],
  ['certificates', 'certificate', CertificatesPage],
  ['seals', 'seal', SealsPage],
  ['recoveries', 'lock', RecoveriesPage],
  ['outbox', 'external', OutboxPage],
  ['figures', 'clock', FiguresPage],
  ['health', 'info', HealthPage],
]

const placeNow = (): Place => {
  const named = location.hash.replace(/^#\/?/, '')
  return places.find(([place]) => place === named)?.[0] ?? 'reviews'
}

const usePlace = (): Place =>
  useSyncExternalStore((changed) => {
    window.addEventListener('hashchange', changed)
    return () => window.removeEventListener('hashchange', changed)
  }, placeNow)

type Props = { readonly onLeave: () => void; readonly onLanguage: () => void }

export const Frame = ({ onLeave, onLanguage }: Props) => {
  const { words } = useDesk()
  const place = usePlace()
  const main = useRef<HTMLElement>(null)
  // A new page begins at its top, wherever the last one was scrolled.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs because the place changed
  useEffect(() => {
    main.current?.scrollTo(0, 0)
  }, [place])
  const Page = places.find(([one]) => one === place)?.[2] ?? ReviewsPage
  return (
    <div className={styles.window}>
      <header className={styles.rail}>
        <a
          className={styles.skip}
          href={`#/${place}`}
          onClick={(event) => {
            event.preventDefault()
            main.current?.focus()
          }}
        >
          {words.skip}
        </a>
        <Brand />
        <Rail place={place} words={words} />
        <Foot onLeave={onLeave} onLanguage={onLanguage} />
      </header>
      <main className={styles.scroll} ref={main} tabIndex={-1}>
        <Page key={place} />
      </main>
    </div>
  )
}

/** The name of the authority. A demonstration says so. */
const Brand = () => {
  const { words, ask } = useDesk()
  const [info, setInfo] = useState<{ readonly name: string; readonly demo: boolean } | null>(null)
  useEffect(() => {
    // The page works without it. What does not work will report that itself.
    ask((client) => client.info({})).then(setInfo, () => setInfo(null))
  }, [ask])
  return (
    <div className={styles.brand}>
      <SealMark size={32} />
      {info?.name}
      {info?.demo && (
        <Tooltip title={words.demoMeaning} placement="right">
          <span className={styles.demo}>{words.demo}</span>
        </Tooltip>
      )}
    </div>
  )
}

const Rail = ({ place, words }: { readonly place: Place; readonly words: Words }) => (
  <nav aria-label={words.rail}>
    <ul className={styles.items}>
      {places.map(([one, icon]) => (
        <li key={one}>
          <a className={styles.item} href={`#/${one}`} aria-current={one === place ? 'page' : undefined}>
            <Icon name={icon} />
            {words.places[one]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const Foot = ({ onLeave, onLanguage }: Props) => {
  const { words, operator, ask } = useDesk()
  const leave = () => {
    // This tab forgets the session, whatever the server answers.
    void ask((client) => client.operator.logout({})).catch(() => undefined)
    onLeave()
  }
  return (
    <div className={styles.foot}>
      <span>{operator}</span>
      <Button type="link" onClick={leave}>
        {words.logOut}
      </Button>
      <Button type="link" onClick={onLanguage}>
        {words.language}
      </Button>
    </div>
  )
}
