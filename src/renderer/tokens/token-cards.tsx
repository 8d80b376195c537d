import { useState } from 'react'
import { isAllReplaced } from '../../shared/health/replaced.ts'
import type { TokenView } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Paged } from '../parts/paged.tsx'
import { EndedTokens } from './ended-tokens.tsx'
import { foundTokens } from './found-tokens.ts'
import styles from './token-list.module.css'
import { TokenList } from './token-list.tsx'
import { UkeyCard } from './ukey-card/ukey-card.tsx'

/** Those in use, and those that have been replaced, which lie folded at the end. */
const sorted = (tokens: readonly TokenView[]) => {
  const ended = new Set(tokens.filter((token) => isAllReplaced(token, tokens)))
  return { ended: [...ended], inUse: ended.size === 0 ? tokens : tokens.filter((one) => !ended.has(one)) }
}

/** The cards of all tokens; where they are many, a page of them at a time. */
export const TokenCards = () => {
  const { snapshot, words } = useAssistant()
  const { ended, inUse } = sorted(snapshot.tokens)
  return (
    <>
      <Paged items={inUse} find={foundTokens} searchLabel={words.certificates.searchTokens}>
        {(shown) => shown.map((token) => <UkeyCard key={token.id} token={token} />)}
      </Paged>
      <EndedTokens tokens={ended} />
    </>
  )
}

/** A list of the tokens, and the chosen one in full. A single one needs no list. */
export const TokensInFull = () => {
  const { snapshot, words } = useAssistant()
  const [chosen, choose] = useState<string | null>(null)
  const { ended, inUse } = sorted(snapshot.tokens)
  const token = inUse.find(({ id }) => id === chosen) ?? inUse[0]
  return (
    <>
      {token && inUse.length === 1 && <UkeyCard token={token} full />}
      {token && inUse.length > 1 && (
        <div className={styles.split}>
          <div className={styles.side}>
            <Paged items={inUse} find={foundTokens} searchLabel={words.certificates.searchTokens}>
              {(shown) => <TokenList tokens={shown} chosen={token.id} choose={choose} />}
            </Paged>
          </div>
          <UkeyCard key={token.id} token={token} full />
        </div>
      )}
      <EndedTokens tokens={ended} />
    </>
  )
}
