import { Button } from 'antd'
import { accountAt } from '../../shared/account/account-at.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { CertificatePair, SignedIn, TokenView } from '../../shared/models/index.ts'
import { CertificateFacts } from '../certificates/certificate-facts.tsx'
import { useIssuerName } from '../issuers/use-issuer.tsx'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Paged } from '../parts/paged.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { foundTokens } from '../tokens/found-tokens.ts'
import { dateTimeOf } from '../words/format.ts'
import { Group } from './group.tsx'
import styles from './settings.module.css'

type AccountProps = {
  readonly issuerId: string
  readonly account: SignedIn
  /** Whether this person acts at the authority. If there are several, the others wait. */
  readonly acting: boolean
}

const AccountActs = ({
  issuerId,
  account: { userName },
  acting,
  action,
}: AccountProps & { readonly action: Action }) => {
  const { words, client } = useAssistant()
  const say = words.settings
  const { pending, run } = action
  return (
    <span className={styles.aside}>
      <Waiting active={pending} words={words.account.loggingOut} />
      {acting ? (
        <Button size="small" type="link" onClick={() => go({ page: 'login', issuerId })}>
          {say.another}
        </Button>
      ) : (
        <Button
          size="small"
          disabled={pending}
          onClick={() => void run(() => client.account.actAs({ issuerId, userName }))}
        >
          {say.actAs}
        </Button>
      )}
      <Button
        size="small"
        disabled={pending}
        onClick={() => void run(() => client.account.logout({ issuerId, userName }))}
      >
        {say.logout}
      </Button>
    </span>
  )
}

const SignedInGroup = (props: AccountProps) => {
  const { words, snapshot } = useAssistant()
  const say = words.settings
  const { issuerId, account } = props
  const action = useAction()
  const nameOf = useIssuerName()
  const issuer = issuerById(snapshot, issuerId)
  return (
    <Group
      title={say.accountTitle}
      meaning={say.userMeaning}
      aside={<AccountActs {...props} action={action} />}
    >
      <div className={styles.buttons}>
        <Facts
          facts={[
            { name: say.userName, value: account.userName },
            { name: say.applicantName, value: account.applicantName },
            { name: say.accountKind, value: say.kinds[account.kind] },
            ...(account.identity ? [{ name: say.identity, value: account.identity }] : []),
            { name: say.authority, value: issuer ? nameOf(issuer) : issuerId },
            { name: say.since, value: dateTimeOf(account.since) },
            { name: say.expiresAt, value: dateTimeOf(account.expiresAt) },
          ]}
        />
      </div>
      {action.error && <ErrorNote report={action.error} />}
    </Group>
  )
}

const SignedOutGroup = () => {
  const { words } = useAssistant()
  const say = words.settings
  return (
    <Group
      title={say.accountTitle}
      aside={
        <Button type="primary" size="small" onClick={() => go({ page: 'login', issuerId: null })}>
          {say.login}
        </Button>
      }
    >
      <p>{say.signedOut}</p>
      <p className={styles.meaning}>{say.signedOutMeaning}</p>
    </Group>
  )
}

const detailsOf = (pair: CertificatePair) => ({
  signing: pair.signing?.id ?? null,
  encryption: pair.encryption?.id ?? null,
})

const CertificateGroup = ({ token, pair }: { readonly token: TokenView; readonly pair: CertificatePair }) => {
  const { words } = useAssistant()
  const { signing, encryption } = detailsOf(pair)
  const open = (certificateId: string) => () => go({ page: 'certificate', certificateId })
  return (
    <Group title={words.settings.certificateTitle}>
      <div className={styles.buttons}>
        <CertificateFacts token={token} pair={pair} />
      </div>
      <div className={styles.buttons}>
        {signing && <Button onClick={open(signing)}>{words.certificates.signingDetails}</Button>}
        {encryption && <Button onClick={open(encryption)}>{words.certificates.encryptionDetails}</Button>}
      </div>
    </Group>
  )
}

/** 用户信息: the accounts as verified at login, and the certificates as the manual shows them. */
export const UserSection = () => {
  const { snapshot, words } = useAssistant()
  const { accounts, issuer, tokens } = snapshot
  const signedIn = accounts.flatMap(({ issuerId, account }) =>
    account.state === 'signed-in' ? [{ issuerId, account }] : [],
  )
  return (
    <>
      {signedIn.map(({ issuerId, account }) => (
        <SignedInGroup
          key={`${issuerId} ${account.userName}`}
          issuerId={issuerId}
          account={account}
          acting={accountAt(snapshot, issuerId) === account}
        />
      ))}
      {signedIn.every(({ issuerId }) => issuerId !== issuer.id) && <SignedOutGroup />}
      <Paged items={tokens} find={foundTokens} searchLabel={words.certificates.searchTokens}>
        {(shown) =>
          shown.flatMap((token) =>
            token.pairs.map((pair) => (
              <CertificateGroup key={`${token.id} ${pair.id}`} token={token} pair={pair} />
            )),
          )
        }
      </Paged>
    </>
  )
}
