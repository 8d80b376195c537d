import { useEffect, useState } from 'react'
import { issuerById, issuerOfToken } from '../../shared/issuers/issuer-rules.ts'
import type { TokenView, UnlockView, UnlockWays } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { DemonstrationDeskNote } from '../issuers/demonstration-desk.tsx'
import { useAction } from '../live/use-action.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { SoftWaysBack } from '../parts/soft-ways-back.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { MissingToken } from '../tokens/missing-token.tsx'
import { TokenLine } from '../tokens/token-line.tsx'
import { ChannelMoment } from './channel-moment.tsx'
import { DoneMoment, ElsewhereMoment } from './done-moment.tsx'
import { IdentifyMoment } from './identify-moment.tsx'
import { NewPinMoment } from './new-pin-moment.tsx'
import { OnSite } from './on-site.tsx'
import { WhoMoment } from './who-moment.tsx'

type MomentProps = {
  readonly token: TokenView
  readonly ways: UnlockWays
  readonly view: UnlockView | null
  readonly setView: (view: UnlockView) => void
}

/** The part of the page that fits how far the unlocking has come. */
const Moment = ({ token, ways, view, setView }: MomentProps) => {
  useFocusKept(view?.state ?? 'who')
  if (view === null) return <WhoMoment token={token} ways={ways} begun={setView} />
  switch (view.state) {
    case 'identify':
      return <IdentifyMoment view={view} go={setView} />
    case 'choose-channel':
      return <ChannelMoment view={view} go={setView} />
    case 'code-sent':
      return <NewPinMoment view={view} token={token} go={setView} />
    case 'done':
      return <DoneMoment />
    case 'authorised-elsewhere':
      return <ElsewhereMoment view={view} />
  }
}

const State = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const say = words.unlock
  return token.pin.locked ? (
    <Note tone="bad" title={say.locked} icon="lock">
      <p>{say.lockedMeaning}</p>
    </Note>
  ) : (
    <Note tone="plain" title={say.notLocked}>
      <p>{say.notLockedMeaning}</p>
    </Note>
  )
}

type WaysProps = { readonly token: TokenView; readonly told: (issuerId: string | null) => void }

const Ways = ({ token, told }: WaysProps) => {
  const { client, words } = useAssistant()
  const { error, run } = useAction()
  const [ways, setWays] = useState<UnlockWays | null>(null)
  const [latest, setView] = useState<UnlockView | null>(null)
  const view = latest ?? ways?.begun ?? null
  const done = view?.state === 'done'
  useEffect(() => {
    void run(async () => {
      const found = await client.unlock.ways({ tokenId: token.id })
      setWays(found)
      told(found.issuerId)
    })
  }, [client, run, token.id, told])
  return (
    <div className={styles.column}>
      <Card>
        <TokenLine token={token} />
      </Card>
      {!done && (token.kind === 'ukey' || token.pin.locked) && <State token={token} />}
      {error && <ErrorNote report={error} />}
      {!ways && !error && <Waiting words={words.unlock.starting} />}
      {ways && <Moment token={token} ways={ways} view={view} setView={setView} />}
      {view?.state === 'code-sent' && ways?.issuerId && <DemonstrationDeskNote issuerId={ways.issuerId} />}
      {ways && !done && token.kind === 'ukey' && <OnSite ways={ways} />}
      {ways?.online && !done && token.kind === 'soft' && (
        <Note tone="plain" title={words.unlock.softOtherwise} actions={<SoftWaysBack />}>
          <p>{words.unlock.softMeaning}</p>
        </Note>
      )}
    </div>
  )
}

/** 解锁: online if the authority can do it, and the way by the service point. */
export const UnlockPage = ({ tokenId }: { readonly tokenId: string }) => {
  const { snapshot, words } = useAssistant()
  const token = snapshot.tokens.find(({ id }) => id === tokenId)
  // If the token is pulled out meanwhile, the page keeps what was begun and goes on when the token is back.
  const [last, setLast] = useState(token)
  if (token && token !== last) setLast(token)
  const shown = token ?? (last?.id === tokenId ? last : undefined)
  // If a token has several issuers, the ways tell which one can unlock it.
  const [issuerId, setIssuerId] = useState<string | null>()
  const expected = shown ? issuerOfToken(snapshot, shown) : null
  const issuer = issuerId === undefined ? expected : issuerById(snapshot, issuerId)
  return (
    <Page title={words.unlock.title} narrow issuer={issuer}>
      <div className={styles.column}>
        {!token && <MissingToken />}
        {shown && <Ways key={tokenId} token={shown} told={setIssuerId} />}
      </div>
    </Page>
  )
}
