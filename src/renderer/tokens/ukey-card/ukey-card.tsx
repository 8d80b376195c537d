import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Tone } from '../../../shared/health/pair-health.ts'
import { isReplaced } from '../../../shared/health/replaced.ts'
import { issuerOfPair } from '../../../shared/issuers/issuer-rules.ts'
import type { Snapshot, TokenView } from '../../../shared/models/index.ts'
import { hashOf } from '../../../shared/places/place.ts'
import { pairStatus } from '../../certificates/pair-status.ts'
import { RecentHistory } from '../../history/recent-history.tsx'
import { useIssuer } from '../../issuers/use-issuer.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import { DemonstrationTag } from '../../parts/demonstration-tag.tsx'
import { StateWord } from '../../parts/state-word.tsx'
import { Ring } from '../../parts/waiting.tsx'
import { pinStatus } from '../../pin/pin-status.ts'
import { go } from '../../place/use-place.ts'
import { TokenSeals } from '../../seals/token-seals.tsx'
import { deviceName, grouped, makerName, tokenName } from '../../words/format.ts'
import { type Light, TokenDrawing } from '../token-drawing.tsx'
import { EndedPairs } from './ended-pairs.tsx'
import { holderOf } from './holder-of.ts'
import { Pair } from './pair.tsx'
import { TokenMenu } from './token-menu.tsx'
import styles from './ukey-card.module.css'

const gravity: Readonly<Record<Tone, number>> = { quiet: 0, good: 1, soon: 2, bad: 3 }
const lights: Readonly<Record<Tone, Light>> = { quiet: 'off', good: 'good', soon: 'soon', bad: 'bad' }

const isDemonstration = (snapshot: Snapshot, token: TokenView): boolean =>
  token.pairs.some((pair) => issuerOfPair(snapshot, pair)?.demonstration ?? false)

/** More would be a line of dots that nobody counts. */
const mostDots = 10

/** ●●●●○○: the tries that are left of all. The words beside it say it too. */
const Dots = ({ token: { pin } }: { readonly token: TokenView }) => {
  const { triesLeft, triesMax } = pin
  if (triesLeft === null || triesMax === null || triesMax > mostDots) return null
  return (
    <span className={styles.dots} aria-hidden="true">
      {'●'.repeat(triesLeft) + '○'.repeat(Math.max(0, triesMax - triesLeft))}
    </span>
  )
}

const Pin = ({ token, full }: { readonly token: TokenView; readonly full: boolean }) => {
  const { words } = useAssistant()
  const pin = pinStatus(token, words)
  if (pin.tone === 'quiet')
    return (
      <p className={styles.pin}>
        {full && <Dots token={token} />}
        {pin.words}
      </p>
    )
  const { locked, isDefault } = token.pin
  return (
    <div className={styles.pin}>
      {full && <Dots token={token} />}
      <StateWord tone={pin.tone} icon={pin.tone === 'bad' ? 'lock' : 'warning'}>
        {pin.words}
      </StateWord>
      {locked && <a href={hashOf({ page: 'unlock', tokenId: token.id })}>{words.pin.goUnlock}</a>}
      {!locked && isDefault && <a href={hashOf({ page: 'pin', tokenId: token.id })}>{words.pin.change}</a>}
    </div>
  )
}

type HeadProps = { readonly token: TokenView; readonly full: boolean; readonly menu: ReactNode }

const Head = ({ token, full, menu }: HeadProps) => {
  const { snapshot, words } = useAssistant()
  const worst = token.pairs
    .filter((pair) => !isReplaced(pair, snapshot.tokens))
    .map((pair) => pairStatus(pair, words).tone)
    .reduce<Tone>((a, b) => (gravity[b] > gravity[a] ? b : a), 'quiet')
  const page = useIssuer()
  const light = lights[token.pin.locked ? 'bad' : worst]
  const names = [...new Set([deviceName(token, words), makerName(token, words)])]
  const title = holderOf(token) ?? tokenName(token, words)
  return (
    <header className={styles.head}>
      <div className={styles.drawing}>
        <TokenDrawing token={token} light={light} />
      </div>
      <div className={styles.names}>
        <h2>
          {title}
          {!page?.demonstration && isDemonstration(snapshot, token) && <DemonstrationTag />}
        </h2>
        <p className={styles.device}>
          {names.map((name) => name !== title && <span key={name}>{name}</span>)}
          {token.serial && <span className={styles.serial}>{grouped(token.serial)}</span>}
        </p>
        <Pin token={token} full={full} />
      </div>
      {token.busy && (
        <p className={styles.busy}>
          <Ring /> {words.certificates.busy}
        </p>
      )}
      {menu}
    </header>
  )
}

const Empty = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  return (
    <div className={styles.state}>
      <span className={styles.missing}>{words.certificates.noCertificate}</span>
      {token.capabilities.includes('sm2-generate') && !token.pin.locked && (
        <Button size="small" onClick={() => go({ page: 'issue', tokenId: token.id })}>
          {words.certificates.issueHere}
        </Button>
      )}
    </div>
  )
}

type Props = {
  readonly token: TokenView /** With the facts of each certificate and the ways to them. */
  readonly full?: boolean
}

/** One token: its holder, its kind, its PIN, and its certificates in pairs. */
export const UkeyCard = ({ token, full = false }: Props) => {
  const { snapshot, words } = useAssistant()
  const ended = token.pairs.filter((pair) => isReplaced(pair, snapshot.tokens))
  const shown = token.pairs.filter((pair) => !ended.includes(pair))
  return (
    <article aria-label={`${deviceName(token, words)} ${grouped(token.serial)}`}>
      <Card>
        <Head token={token} full={full} menu={full && <TokenMenu token={token} pairs={shown} />} />
        {token.pairs.length === 0 && <Empty token={token} />}
        {shown.map((pair) => (
          <Pair key={pair.id} pair={pair} token={token} full={full} />
        ))}
        <EndedPairs token={token} pairs={ended} />
        {full && <TokenSeals token={token} />}
        {full && (
          <div className={styles.links}>
            <RecentHistory tokenId={token.id} />
          </div>
        )}
        {token.unreadable > 0 && (
          <p className={styles.unreadable}>{words.certificates.unreadable(token.unreadable)}</p>
        )}
      </Card>
    </article>
  )
}
