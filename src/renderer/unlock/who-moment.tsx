import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { connectionOf } from '../../shared/connection/connection-of.ts'
import { explain } from '../../shared/errors/index.ts'
import type { TokenView, UnlockView, UnlockWays } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot, FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { SoftWaysBack } from '../parts/soft-ways-back.tsx'
import { PhoneForm } from './phone-form.tsx'

type Who = 'account' | 'phone'
type Props = {
  readonly token: TokenView
  readonly ways: UnlockWays
  readonly begun: (view: UnlockView) => void
}

/** Shown if nothing can be done online: why, and what else there is. */
const NotOnline = ({ token, ways }: Pick<Props, 'token' | 'ways'>) => {
  const { snapshot, words } = useAssistant()
  const say = words.unlock
  if (token.kind === 'soft')
    return (
      <Note tone="info" title={say.softCannot} actions={<SoftWaysBack />}>
        <p>{say.softMeaning}</p>
      </Note>
    )
  return (
    <Note tone="info" title={say.cannot}>
      {ways.reason && (
        <p>{explain({ code: ways.reason, params: {} }, snapshot.settings.language).happened}</p>
      )}
    </Note>
  )
}

type ChoiceProps = { readonly who: Who; readonly choose: (who: Who) => void }

const WhoChoices = ({ who, choose }: ChoiceProps) => {
  const { snapshot, words } = useAssistant()
  const say = words.unlock
  const account = accountAt(snapshot, useIssuer()?.id ?? null)
  const byAccount =
    account.state === 'signed-in' ? say.byAccountMeaning(account.applicantName) : say.byAccountLogin
  return (
    <Choices
      legend={say.who}
      choices={[
        { value: 'account', title: say.byAccount, meaning: byAccount },
        { value: 'phone', title: say.byPhone, meaning: say.byPhoneMeaning },
      ]}
      chosen={who}
      choose={choose}
    />
  )
}

type FormProps = Pick<Props, 'token' | 'begun'> & { readonly issuerId: string }

const AccountForm = ({ token, issuerId, begun }: FormProps) => {
  const { client, snapshot, words } = useAssistant()
  const say = words.unlock
  const action = useAction()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const who = { kind: 'account' } as const
    void action.run(async () => begun(await client.unlock.begin({ tokenId: token.id, who })))
  }
  if (accountAt(snapshot, issuerId).state !== 'signed-in')
    return (
      <Foot>
        <Button type="primary" size="large" href={hashOf({ page: 'login', issuerId })}>
          {say.login}
        </Button>
      </Foot>
    )
  return (
    <form className={styles.stack} onSubmit={submit} noValidate>
      {action.error && <ErrorNote report={action.error} />}
      <FormFoot act={say.next} pending={action.pending} waiting={say.starting} />
    </form>
  )
}

/** Who asks: the account that is logged in, or a person who has the reserved phone. */
export const WhoMoment = ({ token, ways, begun }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.unlock
  const { issuerId } = ways
  const signedIn = accountAt(snapshot, issuerId).state === 'signed-in'
  const [who, choose] = useState<Who>(signedIn ? 'account' : 'phone')
  if (!ways.online || issuerId === null) return <NotOnline token={token} ways={ways} />
  return (
    <Card>
      <div className={styles.column}>
        <div>
          <h2 className={styles.lead}>{say.online}</h2>
          <p className={styles.soft}>{say.onlineMeaning}</p>
        </div>
        {connectionOf(snapshot, issuerId).state === 'offline' && <Note tone="plain" title={say.offline} />}
        <WhoChoices who={who} choose={choose} />
        {who === 'account' ? (
          <AccountForm token={token} issuerId={issuerId} begun={begun} />
        ) : (
          <PhoneForm token={token} issuerId={issuerId} begun={begun} />
        )}
      </div>
    </Card>
  )
}
