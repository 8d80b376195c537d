import { Button } from 'antd'
import type { ReactNode } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { IdentityCentre, SignedIn } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { AccountMoment } from '../issuance/account-moment.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { useCentre } from './use-centre.ts'

export type CentreProps = {
  readonly issuerId: string
  readonly account: SignedIn
  readonly centre: IdentityCentre
  readonly setCentre: (centre: IdentityCentre) => void
}

type LoadedProps = {
  readonly issuerId: string
  readonly account: SignedIn
  readonly show: (props: CentreProps) => ReactNode
}

const Loaded = ({ issuerId, account, show }: LoadedProps) => {
  const { words } = useAssistant()
  const { centre, setCentre, error, pending, load } = useCentre(
    issuerId,
    `${account.userName} ${account.handler ?? ''}`,
  )
  if (centre === null)
    return (
      <Card>
        {error && <ErrorNote report={error} actions={<Button onClick={load}>{words.frame.retry}</Button>} />}
        <Waiting active={pending} words={words.identityCentre.centre.loading} />
      </Card>
    )
  return show({ issuerId, account, centre, setCentre })
}

type Props = {
  readonly issuerId: string | null
  readonly title: string
  readonly show: (props: CentreProps) => ReactNode
}

/** A page about the account that acts at an authority. Who is not logged in logs in here. */
export const SignedInPage = ({ issuerId, title, show }: Props) => {
  const { snapshot } = useAssistant()
  const issuer = issuerById(snapshot, issuerId) ?? snapshot.issuer
  const account = accountAt(snapshot, issuer.id)
  return (
    <Page title={title} narrow issuer={issuer}>
      {account.state === 'signed-in' ? (
        <Loaded issuerId={issuer.id} account={account} show={show} />
      ) : (
        <AccountMoment issuerId={issuer.id} />
      )}
    </Page>
  )
}
