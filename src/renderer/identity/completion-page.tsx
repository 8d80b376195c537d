import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import type { DossierKind } from '../../shared/identity/kinds.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { SignedIn } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { AccountMoment } from '../issuance/account-moment.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import { FormFoot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { IdentityError } from './identity-error.tsx'

const kindsFor = ({ kind }: SignedIn): readonly DossierKind[] => {
  if (kind === 'person') return ['person', 'entity']
  return kind === 'agency' ? ['agency'] : ['entity', 'entity-without-code', 'agency']
}

type FormProps = {
  readonly issuerId: string
  readonly account: SignedIn
  /** Somebody else logs in. This account stays logged in. */
  readonly another: () => void
}

/** Begins 信息补录 of the account that acts, or goes on with the one that is under way. */
export const CompletionForm = ({ issuerId, account, another }: FormProps) => {
  const { client, words } = useAssistant()
  const say = words.identity
  const kinds = kindsFor(account)
  const [kind, setKind] = useState<DossierKind>(kinds[0] ?? 'person')
  const action = useAction()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void action.run(async () => {
      const { key } = await client.identity.begin({ issuerId, purpose: 'completion', kind })
      go({ page: 'dossier', dossierKey: key })
    })
  }
  return (
    <form className={form.column} onSubmit={submit} noValidate>
      <p>{say.begin.completionLead(account.applicantName)}</p>
      <p className={form.soft}>{say.begin.legacyNotice}</p>
      {kinds.length > 1 && (
        <Choices
          legend={say.kindLegend}
          choices={kinds.map((value) => ({
            value,
            title: say.kinds[value],
            meaning: say.kindMeanings[value],
          }))}
          chosen={kind}
          choose={setKind}
        />
      )}
      <IdentityError report={action.error} />
      <FormFoot
        act={say.begin.start}
        pending={action.pending}
        waiting={say.begin.starting}
        aside={
          <Button type="link" size="large" onClick={another}>
            {words.settings.another}
          </Button>
        }
      />
    </form>
  )
}

/** 信息补录 of the account that acts at an authority. */
export const CompletionPage = ({ issuerId }: { readonly issuerId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const say = words.identity
  const issuer = issuerById(snapshot, issuerId) ?? snapshot.issuer
  const account = accountAt(snapshot, issuer.id)
  /** When the present person logged in, while another person is to log in as well. */
  const [joining, setJoining] = useState<string | null>(null)
  const isJoining = account.state === 'signed-in' && account.since === joining
  if (account.state !== 'signed-in' || account.complete)
    return (
      <Page title={say.titles.completion} narrow issuer={issuer}>
        <Note
          tone="info"
          title={account.state === 'signed-in' ? say.begin.complete : say.begin.signedOut}
          actions={
            account.state !== 'signed-in' && (
              <Button type="primary" onClick={() => go({ page: 'login', issuerId: issuer.id })}>
                {say.begin.toLogin}
              </Button>
            )
          }
        />
      </Page>
    )
  if (isJoining)
    return (
      <Page title={say.titles.completion} narrow issuer={issuer}>
        <AccountMoment issuerId={issuer.id} />
      </Page>
    )
  return (
    <Page title={say.titles.completion} narrow issuer={issuer}>
      <Card>
        <CompletionForm issuerId={issuer.id} account={account} another={() => setJoining(account.since)} />
      </Card>
    </Page>
  )
}
