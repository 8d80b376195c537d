import { leadingCertificate, leadingPair } from '../../shared/certificates/leading.ts'
import type { TokenView } from '../../shared/models/index.ts'
import { pairStatusOn } from '../certificates/pair-status.ts'
import { useAssistant } from '../live/use-live.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { deviceName, grouped, tokenName } from '../words/format.ts'
import styles from './token-list.module.css'

type EntryProps = {
  readonly token: TokenView
  readonly here: boolean
  readonly choose: () => void
}

const Entry = ({ token, here, choose }: EntryProps) => {
  const { words } = useAssistant()
  const pair = leadingPair(token.pairs)
  const view = pair && leadingCertificate(pair)
  const status = pair && pairStatusOn(token, pair, words)
  const device = deviceName(token, words)
  return (
    <li data-part="token">
      <button
        type="button"
        className={styles.entry}
        aria-current={here ? 'true' : undefined}
        onClick={choose}
      >
        <span className={styles.name}>{view?.holder ?? tokenName(token, words)}</span>
        <span className={styles.sub}>{[device, grouped(token.serial)].filter(Boolean).join(' · ')}</span>
        {status && (
          <span className={styles.sub}>
            <StateWord
              tone={token.pin.locked ? 'bad' : status.tone}
              {...(token.pin.locked ? { icon: 'lock' } : {})}
            >
              {token.pin.locked ? words.certificates.pinLocked : status.word}
            </StateWord>
          </span>
        )}
      </button>
    </li>
  )
}

type Props = {
  readonly tokens: readonly TokenView[]
  readonly chosen: string
  readonly choose: (tokenId: string) => void
}

/** The tokens to choose from, each with its holder and its state in a word. */
export const TokenList = ({ tokens, chosen, choose }: Props) => {
  const { words } = useAssistant()
  return (
    <nav aria-label={words.home.tokens}>
      <ul className={styles.list}>
        {tokens.map((token) => (
          <Entry key={token.id} token={token} here={token.id === chosen} choose={() => choose(token.id)} />
        ))}
      </ul>
    </nav>
  )
}
