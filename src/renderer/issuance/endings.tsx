import type { ReactNode } from 'react'
import type { TokenView } from '../../shared/models/index.ts'
import type { Target } from '../../shared/targets/targets.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { type Light, SoftDrawing, TokenDrawing } from '../tokens/token-drawing.tsx'
import { grouped, tokenName } from '../words/format.ts'
import styles from './endings.module.css'

/** A token, or null for the soft certificate that is yet to be made. */
type Fate = { readonly token: TokenView | null; readonly name: string }

type SideProps = Fate & { readonly light: Light; readonly word: string; readonly over?: boolean }

const Side = ({ token, name, light, word, over = false }: SideProps) => (
  <li data-over={over}>
    <span className={styles.drawing}>
      {token ? <TokenDrawing token={token} light={light} /> : <SoftDrawing light={light} />}
    </span>
    <span className={styles.name}>{name}</span>
    <span className={styles.word}>
      {over && <Icon name="problem" size={14} />}
      {word}
    </span>
  </li>
)

const Column = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <div className={styles.column}>
    <p className={styles.title}>{title}</p>
    <ul>{children}</ul>
  </div>
)

/** The tokens that it is about, as they are now and as they will be. */
const Change = ({
  ending,
  there,
}: {
  readonly ending: readonly Fate[]
  readonly there: Fate & { readonly empty: boolean }
}) => {
  const { words } = useAssistant()
  const say = words.issuance.change
  return (
    <figure className={styles.change} aria-label={say.name}>
      <Column title={say.before}>
        {ending.map((one) => (
          <Side key={one.name} {...one} light="good" word={say.inForce} />
        ))}
        {there.token && (
          <Side
            token={there.token}
            name={there.name}
            light={there.empty ? 'off' : 'good'}
            word={there.empty ? say.none : say.inPlace}
          />
        )}
      </Column>
      <Icon name="right" size={20} className={styles.arrow} />
      <Column title={say.after}>
        {ending.map((one) => (
          <Side key={one.name} {...one} light="bad" word={say.over} over />
        ))}
        <Side token={there.token} name={there.name} light="good" word={say.fresh} />
      </Column>
    </figure>
  )
}

type Props = { readonly ending: readonly TokenView[]; readonly target: Target }

/** What cannot be taken back: the certificates that end with the new one. It stands before the choice. */
export const Endings = ({ ending, target }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const nameOf = (token: TokenView) => tokenName(token, words)
  const token = target.kind === 'ukey' ? snapshot.tokens.find(({ id }) => id === target.tokenId) : undefined
  return (
    <div className={styles.endings} role="status">
      {ending.map((one) => (
        <Note key={one.id} tone="soon" title={say.endsTitle(nameOf(one))}>
          <p>{say.endsMeaning(grouped(one.serial))}</p>
        </Note>
      ))}
      <Change
        ending={ending.map((one) => ({ token: one, name: nameOf(one) }))}
        there={{
          token: token ?? null,
          name: token ? nameOf(token) : say.soft,
          empty: (token?.pairs.length ?? 0) === 0,
        }}
      />
    </div>
  )
}
