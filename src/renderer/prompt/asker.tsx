import type { PromptAsker } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from './prompt.module.css'

/** The origin as a whole, however long: its end says whose it is, so nothing of it is cut off. */
const Page = ({ asker }: { readonly asker: Extract<PromptAsker, { readonly kind: 'page' }> }) => {
  const { words } = useAssistant()
  const say = words.prompt
  const { origin, reads } = asker
  return (
    <div className={styles.page}>
      <p>
        {say.page} <bdi dir="ltr">{origin}</bdi>
      </p>
      {reads !== null && (
        <p>
          <bdi>{say.reads(reads)}</bdi>
        </p>
      )}
      {/* xn-- stands in an origin where a browser would show the letters themselves. */}
      {origin.includes('xn--') && <p className={styles.careful}>{say.international}</p>}
      {origin.startsWith('http:') && <p className={styles.careful}>{say.unencrypted}</p>}
    </div>
  )
}

/** Who asks, right below what is asked. */
export const Asker = ({ asker }: { readonly asker: PromptAsker }) => {
  const { words } = useAssistant()
  if (asker.kind === 'page') return <Page asker={asker} />
  return (
    <p className={styles.asker}>
      {words.prompt.from} {words.prompt.assistantAsks}
    </p>
  )
}
