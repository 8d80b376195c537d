import { Button } from 'antd'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import form from '../parts/form.module.css'
import { Paged } from '../parts/paged.tsx'
import { Waiting } from '../parts/waiting.tsx'
import styles from './identity.module.css'
import { IdentityError } from './identity-error.tsx'
import type { CentreProps } from './signed-in-page.tsx'

type Principals = CentreProps['centre']['principals']

const found = (all: Principals, search: string): Principals =>
  all.filter(({ applicantName }) => applicantName.includes(search.trim()))

type Props = Pick<CentreProps, 'issuerId' | 'account' | 'centre'>

/** 经办人: for whom the person acts, or for himself. */
export const PrincipalChoice = ({ issuerId, account, centre }: Props) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.centre
  const { pending, error, run } = useAction()
  const act = (accountId: string | null) => void run(() => client.account.actFor({ issuerId, accountId }))
  // Two may have the same name.
  const others = centre.principals.filter(
    ({ applicantName, maskedIdNumber }) =>
      applicantName !== account.applicantName || maskedIdNumber !== account.identity,
  )
  return (
    <div className={form.stack}>
      <p>{say.principalsMeaning}</p>
      <Paged items={others} find={found} searchLabel={words.settings.applicantName}>
        {(shown) => (
          <div className={form.links}>
            {shown.map(({ accountId, applicantName }) => (
              <Button
                key={accountId}
                className={styles.wrapping ?? ''}
                disabled={pending}
                onClick={() => act(accountId)}
              >
                {say.actFor(applicantName)}
              </Button>
            ))}
          </div>
        )}
      </Paged>
      <div className={form.links}>
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
