import { Button } from 'antd'
import type { DossierKind, DossierPurpose } from '../../shared/identity/kinds.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { Facts } from '../parts/facts.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { CloseAccount } from './close-account.tsx'
import { Handlers } from './handlers.tsx'
import { IdentityError } from './identity-error.tsx'
import { Principals } from './principals.tsx'
import { Security } from './security.tsx'
import { Sessions } from './sessions.tsx'
import { type CentreProps, SignedInPage } from './signed-in-page.tsx'
import { UnderWay } from './under-way.tsx'

/** Begins a dossier of the account that acts, and goes there. */
export const useBegin = (issuerId: string) => {
  const { client } = useAssistant()
  const action = useAction()
  const begin = (purpose: DossierPurpose, kind: DossierKind) =>
    void action.run(async () => {
      const { key } = await client.identity.begin({ issuerId, purpose, kind })
      go({ page: 'dossier', dossierKey: key })
    })
  return { ...action, begin }
}

const AccountFacts = ({ account, centre }: CentreProps) => {
  const { words } = useAssistant()
  const say = words.identityCentre.centre
  const { settings } = words
  return (
    <Section title={say.account}>
      <Card>
        <Facts
          facts={[
            { name: settings.userName, value: account.userName },
            { name: settings.applicantName, value: account.applicantName },
            { name: say.kind, value: settings.kinds[account.kind] },
            ...(account.identity ? [{ name: settings.identity, value: account.identity }] : []),
            ...(account.handler ? [{ name: say.handlerName, value: account.handler }] : []),
            { name: say.phone, value: centre.maskedPhone ?? say.none },
            { name: say.email, value: centre.maskedEmail ?? say.none },
          ]}
        />
      </Card>
    </Section>
  )
}

const Incomplete = ({ issuerId }: CentreProps) => {
  const say = useAssistant().words.identityCentre.centre
  return (
    <Note
      tone="soon"
      title={say.incomplete}
      actions={
        <Button type="primary" onClick={() => go({ page: 'completion', issuerId })}>
          {say.complete}
        </Button>
      }
    >
      <p>{say.incompleteMeaning}</p>
    </Note>
  )
}

const BecomeAgency = ({ issuerId }: CentreProps) => {
  const say = useAssistant().words.identityCentre.centre
  const { begin, pending, error } = useBegin(issuerId)
  return (
    <Section title={say.becomeAgency}>
      <Card>
        <div className={form.stack}>
          <p>{say.becomeAgencyMeaning}</p>
          <div>
            <Button disabled={pending} onClick={() => begin('agency-change', 'agency')}>
              {say.becomeAgency}
            </Button>
          </div>
          <IdentityError report={error} />
        </div>
      </Card>
    </Section>
  )
}

const Content = (props: CentreProps) => {
  const say = useAssistant().words.identityCentre.centre
  const { issuerId, account, centre } = props
  const isOwner = account.handler === null
  const hasHandlers = account.kind === 'legal-entity' || account.kind === 'agency'
  return (
    <>
      {!centre.complete && <Incomplete {...props} />}
      <UnderWay
        issuerId={issuerId}
        owner={account.userName}
        purposes={['completion', 'agency-change', 'handler']}
      />
      <AccountFacts {...props} />
      {(centre.principals.length > 0 || !isOwner) && <Principals {...props} />}
      {!isOwner && <p className={form.soft}>{say.notOwner}</p>}
      {isOwner && centre.complete && <Security {...props} />}
      {isOwner && centre.complete && hasHandlers && <Handlers {...props} />}
      {isOwner && centre.mayBecomeAgency && <BecomeAgency {...props} />}
      {isOwner && <Sessions {...props} />}
      {isOwner && centre.complete && <CloseAccount {...props} />}
    </>
  )
}

/** 个人中心 of the account that acts at an authority. */
export const CentrePage = ({ issuerId }: { readonly issuerId: string | null }) => {
  const { words } = useAssistant()
  return (
    <SignedInPage
      issuerId={issuerId}
      title={words.identityCentre.centre.title}
      show={(props) => <Content {...props} />}
    />
  )
}
