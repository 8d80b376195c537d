import { Button } from 'antd'
import type { AccountState, CertificatePair, TokenView } from '../../shared/models/index.ts'
import { CertificateFacts } from '../certificates/certificate-facts.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { go } from '../place/use-place.ts'
import { dateTimeOf } from '../words/format.ts'
import { Group } from './group.tsx'
import styles from './settings.module.css'

type SignedIn = Extract<AccountState, { readonly state: 'signed-in' }>

const SignedInGroup = ({ account }: { readonly account: SignedIn }) => {
  const { words, client, snapshot } = useAssistant()
  const say = words.settings
  const { pending, error, run } = useAction()
  const { issuer, settings } = snapshot
  return (
    <Group
      title={say.accountTitle}
      meaning={say.userMeaning}
      aside={
        <span className={styles.aside}>
          <Waiting active={pending} words={words.account.loggingOut} />
          <Button size="small" disabled={pending} onClick={() => void run(() => client.account.logout())}>
            {say.logout}
          </Button>
        </span>
      }
    >
      <div className={styles.buttons}>
        <Facts
          facts={[
            { name: say.userName, value: account.userName },
            { name: say.applicantName, value: account.applicantName },
            { name: say.accountKind, value: say.kinds[account.kind] },
            ...(account.identity ? [{ name: say.identity, value: account.identity }] : []),
            { name: say.authority, value: settings.language === 'en' ? issuer.nameEn : issuer.name },
            { name: say.since, value: dateTimeOf(account.since) },
            { name: say.expiresAt, value: dateTimeOf(account.expiresAt) },
          ]}
        />
      </div>
      {error && <ErrorNote report={error} />}
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
        <Button type="primary" size="small" onClick={() => go({ page: 'login' })}>
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

/** 用户信息: the account as verified at login, and its certificates as the manual shows them. */
export const UserSection = () => {
  const { snapshot } = useAssistant()
  const { account, tokens } = snapshot
  return (
    <>
      {account.state === 'signed-in' ? <SignedInGroup account={account} /> : <SignedOutGroup />}
      {tokens.flatMap((token) =>
        token.pairs.map((pair) => (
          <CertificateGroup key={`${token.id} ${pair.id}`} token={token} pair={pair} />
        )),
      )}
    </>
  )
}
