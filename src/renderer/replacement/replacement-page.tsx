import { Button, Select } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { connectionOf } from '../../shared/connection/connection-of.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { IssuerView, ReplacementOffer } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Page } from '../frame/page.tsx'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { useAction } from '../live/use-action.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { type LossForm, LossMoment } from './loss-moment.tsx'
import { TargetMoment } from './target-moment.tsx'

const useOffer = (issuerId: string) => {
  const { client } = useAssistant()
  const { error, pending, run } = useAction()
  const [offer, setOffer] = useState<ReplacementOffer | null>(null)
  const load = useCallback(
    () => void run(async () => setOffer(await client.replacement.offer({ issuerId }))),
    [client, run, issuerId],
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

const Moments = ({ issuer }: { readonly issuer: IssuerView }) => {
  const { words } = useAssistant()
  const { offer, error, pending, load } = useOffer(issuer.id)
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
  if (loss)
    return <TargetMoment issuer={issuer} loss={loss} feeFen={offer.feeFen} back={() => setLoss(null)} />
  return <LossMoment issuerId={issuer.id} offer={offer} next={setLoss} reload={load} />
}

const LoginFirst = ({ issuerId }: { readonly issuerId: string }) => {
  const { words } = useAssistant()
  return (
    <Note
      tone="info"
      title={words.replacement.loginFirst}
      actions={
        <Button type="primary" href={hashOf({ page: 'login', issuerId })}>
          {words.account.title}
        </Button>
      }
    />
  )
}

/** Asks for the issuer of the lost certificate, because its key is not there to tell. */
const WhichIssuer = ({ issuer }: { readonly issuer: IssuerView }) => {
  const { snapshot, words } = useAssistant()
  const nameOf = useIssuerName()
  const able = snapshot.issuers.filter(
    ({ id, connected, businesses }) => id === issuer.id || (connected && businesses.includes('replace')),
  )
  if (able.length < 2) return null
  return (
    <Field label={words.issuance.at}>
      {({ id }) => (
        <Select
          id={id}
          size="large"
          value={issuer.id}
          onChange={(issuerId) => go({ page: 'replacement', issuerId })}
          options={able.map((one) => ({ value: one.id, label: nameOf(one) }))}
        />
      )}
    </Field>
  )
}

/** 补办: which certificate and why, what it costs, where the new one goes. After that it is an ordinary issuance. */
export const ReplacementPage = ({ issuerId }: { readonly issuerId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const issuer = issuerById(snapshot, issuerId) ?? snapshot.issuer
  const account = accountAt(snapshot, issuer.id)
  return (
    <Page title={words.replacement.title} narrow issuer={issuer}>
      <div className={styles.column}>
        <WhichIssuer issuer={issuer} />
        {connectionOf(snapshot, issuer.id).state === 'offline' && (
          <Note tone="soon" title={words.home.offline}>
            <p>{words.replacement.offline}</p>
          </Note>
        )}
        {account.state === 'signed-in' ? (
          <Moments key={`${issuer.id} ${account.userName}`} issuer={issuer} />
        ) : (
          <LoginFirst issuerId={issuer.id} />
        )}
      </div>
    </Page>
  )
}
