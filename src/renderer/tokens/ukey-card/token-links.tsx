import type { TokenView } from '../../../shared/models/index.ts'
import { hashOf, type Place } from '../../../shared/places/place.ts'
import { useAssistant } from '../../live/use-live.tsx'
import styles from '../../parts/form.module.css'
import { deviceName, grouped } from '../../words/format.ts'
import card from './ukey-card.module.css'

/** Links to what can be done with a token, apart from its certificates. */
export const TokenLinks = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const tokenId = token.id
  const links: readonly (readonly [string, Place])[] = [
    [words.pin.change, { page: 'pin', tokenId }],
    [token.pin.locked ? words.unlock.title : words.pin.forgotten, { page: 'unlock', tokenId }],
    ...(token.kind === 'soft' ? [[words.backup.title, { page: 'backup', tokenId }] as const] : []),
    [words.history.title, { page: 'history', tokenId }],
  ]
  return (
    <nav
      className={`${styles.links} ${card.links}`}
      aria-label={[deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' ')}
    >
      {links.map(([word, place]) => (
        <a key={place.page} href={hashOf(place)}>
          {word}
        </a>
      ))}
    </nav>
  )
}
