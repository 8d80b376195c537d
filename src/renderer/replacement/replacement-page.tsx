import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { ReplacementOffer } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { type LossForm, LossMoment } from './loss-moment.tsx'
import { TargetMoment } from './target-moment.tsx'

const useOffer = () => {
  const { client } = useAssistant()
  const { error, pending, run } = useAction()
  const [offer, setOffer] = useState<ReplacementOffer | null>(null)
  const load = useCallback(
    () => void run(async () => setOffer(await client.replacement.offer())),
    [client, run],
  )
  useEffect(load, [load])
  return { offer, error, pending, load }
}

const NothingToReplace = () => {
  const { words } = useAssistant()
  const say = words.replacement
  return (
    <Note
      tone="plain"
      title={say.none}
      actions={<Button onClick={() => go({ page: 'issue', tokenId: null })}>{say.issue}</Button>}
    >
      <p>{say.noneMeaning}</p>
    </Note>
  )
}

const Moments = () => {
  const { words } = useAssistant()
  const { offer, error, pending, load } = useOffer()
  const [loss, setLoss] = useState<LossForm | null>(null)
  useFocusKept(loss ? 'target' : 'loss')
  if (!offer)
    return (
      <Card>
        {error && <ErrorNote report={error} actions={<Button onClick={load}>{words.frame.retry}</Button>} />}
        <Waiting active={pending} words={words.replacement.loading} />
      </Card>
    )
  if (offer.certificates.length === 0) return <NothingToReplace />
  if (loss) return <TargetMoment loss={loss} feeFen={offer.feeFen} back={() => setLoss(null)} />
  return <LossMoment offer={offer} next={setLoss} reload={load} />
}

const LoginFirst = () => {
  const { words } = useAssistant()
  return (
    <Note
      tone="info"
      title={words.replacement.loginFirst}
      actions={
        <Button type="primary" href={hashOf({ page: 'login' })}>
          {words.account.title}
        </Button>
      }
    />
  )
}

/** 补办: which certificate and why, what it costs, where the new one goes; then the issuance as ever. */
export const ReplacementPage = () => {
  const { snapshot, words } = useAssistant()
  const { account, connection } = snapshot
  return (
    <Page title={words.replacement.title} narrow demonstration={snapshot.issuer.demonstration}>
      <div className={styles.column}>
        {connection.state === 'offline' && (
          <Note tone="soon" title={words.home.offline}>
            <p>{words.replacement.offline}</p>
          </Note>
        )}
        {account.state === 'signed-in' ? <Moments key={account.userName} /> : <LoginFirst />}
      </div>
    </Page>
  )
}
