import type { Chain } from '../../shared/documents/verdict.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { StateWord } from '../parts/state-word.tsx'
import styles from './details.module.css'

const looks = {
  trusted: { tone: 'good', icon: 'checkCircle' },
  untrusted: { tone: 'soon', icon: 'question' },
  'not-checked': { tone: 'quiet', icon: 'info' },
} as const

/** Where the signer's certificate leads, as a small drawing. An end that leads nowhere is drawn as a gap. */
export const VerdictChain = ({ chain }: { readonly chain: Chain }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  const names = chain.state === 'not-checked' ? [] : [...new Set(chain.names)].reverse()
  return (
    <div className={styles.chain}>
      <StateWord {...looks[chain.state]}>
        {say.chain}
        {words.verification.colon}
        {say.chains[chain.state]}
      </StateWord>
      {names.length > 0 && (
        <ol aria-label={say.chain}>
          {chain.state === 'untrusted' && (
            <li data-missing>
              <Icon name="question" size={16} />
              {say.chainMissing}
            </li>
          )}
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ol>
      )}
    </div>
  )
}
