import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { Language } from '../shared/models/index.ts'
import { pageOf } from '../shared/places/pages.ts'
import { hashOf, type Place } from '../shared/places/place.ts'
import { texts } from '../shared/text/index.ts'
import { useOwnerActs } from './account/use-owner-acts.ts'
import { runningPercent } from './documents/job-percent.ts'
import { SealMark } from './drawings/seal-mark.tsx'
import styles from './frame/page.module.css'
import { Rail } from './frame/rail.tsx'
import type { Connection, Live } from './live/connection.ts'
import { AssistantProvider, useAssistant, useLive } from './live/use-live.tsx'
import { PageAt } from './pages.tsx'
import { Ring, Waiting } from './parts/waiting.tsx'
import { useNavigation, usePlace } from './place/use-place.ts'
import { PromptDialog } from './prompt/prompt-dialog.tsx'
import { PromptWindow } from './prompt/prompt-window.tsx'
import { ThemeProvider } from './theme/theme-provider.tsx'

const languageOfBrowser = (): Language => (navigator.language.startsWith('zh') ? 'zh-CN' : 'en')

type ConnectingProps = { readonly attempts: number; readonly retry: () => void }

const Connecting = ({ attempts, retry }: ConnectingProps) => {
  const words = texts(languageOfBrowser()).frame
  return (
    <main className={styles.centre}>
      <SealMark size={48} />
      {attempts < 3 ? (
        <Waiting words={words.connecting} />
      ) : (
        <>
          <h1>{words.cannotConnect}</h1>
          <p className={styles.soft}>{words.cannotConnectNext}</p>
          <Button onClick={retry}>{words.retry}</Button>
        </>
      )}
    </main>
  )
}

/** A page of the web shell that has no session. If another page gets one meanwhile, this page notices. */
const NotLetIn = () => {
  const words = texts(languageOfBrowser()).frame
  return (
    <main className={styles.centre}>
      <SealMark size={48} />
      <h1>{words.notLetIn}</h1>
      <p className={styles.soft}>{words.notLetInNext}</p>
    </main>
  )
}

/** After so many failed attempts the assistant has probably ended. A page that outlives it cannot be let in again. */
const manyAttempts = 6

const Lost = ({ attempts, retry }: ConnectingProps) => {
  const { words } = useAssistant()
  const { lost, lostMeaning, cannotConnect, cannotConnectNext } = words.frame
  const [title, meaning] = attempts < manyAttempts ? [lost, lostMeaning] : [cannotConnect, cannotConnectNext]
  return (
    <div className={styles.line}>
      <Ring />
      <p>
        {title} <span className={styles.soft}>{meaning}</span>
      </p>
      <Button size="small" onClick={retry}>
        {words.frame.retry}
      </Button>
    </div>
  )
}

const LostLine = ({ live, retry }: { readonly live: Live; readonly retry: () => void }) => (
  <div role="status">{live.phase === 'lost' && <Lost attempts={live.attempts} retry={retry} />}</div>
)

/** After a change of place the focus goes to the new page, so that screen readers and the keyboard start there. */
const useFocusOnArrival = (place: Place | null) => {
  const main = useRef<HTMLElement>(null)
  const here = place && hashOf(place)
  const before = useRef(here)
  useEffect(() => {
    if (before.current === here) return
    before.current = here
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo({ top: 0 })
  }, [here])
  return main
}

type WindowProps = { readonly place: Place | null; readonly live: Live; readonly retry: () => void }

const MainWindow = ({ place, live, retry }: WindowProps) => {
  const { snapshot, words } = useAssistant()
  useNavigation(snapshot.navigation)
  useOwnerActs(place)
  const title = place === null ? words.frame.nowhere.title : pageOf(place.page).title(words)
  const percent = runningPercent(snapshot.documentJob)
  useEffect(() => {
    const plain = `${title} · ${words.everywhere.product}`
    // Whoever looks at another window meanwhile sees how far a job on many files is.
    document.title = percent === null ? plain : words.documentsPage.job.titled(percent, plain)
  }, [title, words, percent])
  const main = useFocusOnArrival(place)
  return (
    <div className={styles.window}>
      <Rail place={place} skip={() => main.current?.focus()} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <main className={styles.scroll} ref={main} tabIndex={0} data-page={place?.page ?? 'nowhere'}>
        <LostLine live={live} retry={retry} />
        <PageAt place={place} />
      </main>
      {snapshot.about.shell === 'web' && <PromptDialog />}
    </div>
  )
}

export const App = ({ connection }: { readonly connection: Connection }) => {
  const live = useLive(connection)
  const place = usePlace()
  if (live.phase === 'not-let-in')
    return (
      <ThemeProvider choice="system" language={languageOfBrowser()}>
        <NotLetIn />
      </ThemeProvider>
    )
  if (live.phase === 'connecting')
    return (
      <ThemeProvider choice="system" language={languageOfBrowser()}>
        <Connecting attempts={live.attempts} retry={connection.retryNow} />
      </ThemeProvider>
    )
  const { snapshot, client } = live
  return (
    <ThemeProvider choice={snapshot.settings.theme} language={snapshot.settings.language}>
      <AssistantProvider snapshot={snapshot} client={client}>
        {place?.page === 'prompt' ? (
          <PromptWindow />
        ) : (
          <MainWindow place={place} live={live} retry={connection.retryNow} />
        )}
      </AssistantProvider>
    </ThemeProvider>
  )
}
