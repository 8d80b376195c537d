import { useAssistant } from '../live/use-live.tsx'
import { Paged } from '../parts/paged.tsx'
import { foundTokens } from './found-tokens.ts'
import { UkeyCard } from './ukey-card/ukey-card.tsx'

type Props = { readonly full?: boolean }

/** The cards of all tokens; where they are many, a page of them at a time. */
export const TokenCards = ({ full = false }: Props) => {
  const { snapshot, words } = useAssistant()
  return (
    <Paged items={snapshot.tokens} find={foundTokens} searchLabel={words.certificates.searchTokens}>
      {(shown) => shown.map((token) => <UkeyCard key={token.id} token={token} full={full} />)}
    </Paged>
  )
}
