import { isAllReplaced } from '../../shared/health/replaced.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Paged } from '../parts/paged.tsx'
import { EndedTokens } from './ended-tokens.tsx'
import { foundTokens } from './found-tokens.ts'
import { UkeyCard } from './ukey-card/ukey-card.tsx'

type Props = { readonly full?: boolean }

/** The cards of all tokens; where they are many, a page of them at a time. Replaced ones lie folded at the end. */
export const TokenCards = ({ full = false }: Props) => {
  const { snapshot, words } = useAssistant()
  const { tokens } = snapshot
  const ended = new Set(tokens.filter((token) => isAllReplaced(token, tokens)))
  const inUse = ended.size === 0 ? tokens : tokens.filter((token) => !ended.has(token))
  return (
    <>
      <Paged items={inUse} find={foundTokens} searchLabel={words.certificates.searchTokens}>
        {(shown) => shown.map((token) => <UkeyCard key={token.id} token={token} full={full} />)}
      </Paged>
      <EndedTokens tokens={[...ended]} />
    </>
  )
}
