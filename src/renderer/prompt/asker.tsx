import type { PromptAsker } from '../../shared/models/index.ts'
import { isInternational } from '../../shared/prompt/origin.ts'
import type { Texts } from '../../shared/text/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from './prompt.module.css'

type PageAsker = Extract<PromptAsker, { readonly kind: 'page' }>

/** The end of a host's name tells who owns the page. Anybody may choose what comes before it. */
const ended = (origin: string): readonly [string, string] => {
  const labels = origin.split('.')
  const start = labels.slice(0, -3).join('.')
  return [start === '' ? '' : `${start}.`, labels.slice(-3).join('.')]
}

const warningsOf = ({ origin, reads, resembles }: PageAsker, { prompt: say }: Texts): readonly string[] => [
  ...(resembles === null ? [] : [say.resembles(resembles)]),
  ...(isInternational(origin) ? [reads === null ? say.international : say.internationalReads(reads)] : []),
  ...(origin.startsWith('http:') ? [say.unencrypted] : []),
]

/** The whole origin, however long. */
const Page = ({ asker }: { readonly asker: PageAsker }) => {
  const { words } = useAssistant()
  const [start, end] = ended(asker.origin)
  return (
    <div className={styles.page}>
      <p>
        {words.prompt.page}{' '}
        <bdi dir="ltr">
          {start}
          <strong>{end}</strong>
        </bdi>
      </p>
      {warningsOf(asker, words).map((warning) => (
        <p key={warning} className={styles.careful}>
          <bdi>{warning}</bdi>
        </p>
      ))}
    </div>
  )
}

/** Who asks, directly below the question. */
export const Asker = ({ asker }: { readonly asker: PromptAsker }) => {
  const { words } = useAssistant()
  if (asker.kind === 'page') return <Page asker={asker} />
  return (
    <p className={styles.asker}>
      {words.prompt.from} {words.prompt.assistantAsks}
    </p>
  )
}
