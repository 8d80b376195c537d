import { Button } from 'antd'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { IdentityError } from './identity-error.tsx'
import type { CentreProps } from './signed-in-page.tsx'

type Props = Pick<CentreProps, 'issuerId' | 'account' | 'centre'>

/** 经办人: for whom the person acts, or for himself. */
export const PrincipalChoice = ({ issuerId, account, centre }: Props) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.centre
  const { pending, error, run } = useAction()
  const act = (accountId: string | null) => void run(() => client.account.actFor({ issuerId, accountId }))
  const others = centre.principals.filter(({ applicantName }) => applicantName !== account.applicantName)
  return (
    <div className={form.stack}>
      <p>{say.principalsMeaning}</p>
      <div className={form.links}>
        {others.map(({ accountId, applicantName }) => (
          <Button key={accountId} disabled={pending} onClick={() => act(accountId)}>
            {say.actFor(applicantName)}
          </Button>
        ))}
        {account.handler !== null && (
          <Button disabled={pending} onClick={() => act(null)}>
            {say.actForSelf}
          </Button>
        )}
        <Waiting active={pending} words={say.acting} />
      </div>
      <IdentityError report={error} />
    </div>
  )
}

export const Principals = (props: CentreProps) => {
  const say = useAssistant().words.identityCentre.centre
  return (
    <Section title={say.principals}>
      <Card>
        <PrincipalChoice {...props} />
      </Card>
    </Section>
  )
}
