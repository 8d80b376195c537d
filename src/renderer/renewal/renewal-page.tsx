import { Button } from 'antd'
import { useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import {
  type CertificateView,
  type IssuerView,
  type RenewalForm,
  type RenewalMoment,
  type RenewalQuote,
  type RenewalTerm,
  renewalMoments,
  type TokenView,
} from '../../shared/models/index.ts'
import { isRenewedBy, renewalOf } from '../../shared/renewal/rows.ts'
import { findCertificate } from '../certificates/find-certificate.ts'
import { Page } from '../frame/page.tsx'
import { AccountMoment } from '../issuance/account-moment.tsx'
import { UpdatePage } from '../issuance/issuance-page.tsx'
import { renewedBy } from '../issuance/renewed-by.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { MomentsBar } from '../parts/moments-bar.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateTimeOf, keptName } from '../words/format.ts'
import { AgreementMoment } from './agreement-moment.tsx'
import { Unconnected } from './barred.tsx'
import { BeforeMoment } from './before-moment.tsx'
import { ConfirmMoment } from './confirm-moment.tsx'
import { PeopleMoment } from './people-moment.tsx'
import { RenewalBusiness } from './renewal-business.tsx'
import { TermMoment } from './term-moment.tsx'
import { type Application, useApplication } from './use-application.ts'

type About = { readonly view: CertificateView; readonly token: TokenView; readonly issuer: IssuerView }

const Aside = ({ application }: { readonly application: Application }) => {
  const { words } = useAssistant()
  const { moment, to, saving } = application
  const before = renewalMoments[renewalMoments.indexOf(moment) - 1]
  return (
    <>
      {before && (
        <Button size="large" onClick={() => to(before)}>
          {words.everywhere.back}
        </Button>
      )}
      <Button size="large" disabled={saving.pending} onClick={saving.save}>
        {words.renewal.saveDraft}
      </Button>
    </>
  )
}

/** That the draft is kept, and the way to be rid of it. */
const DraftLine = ({ application }: { readonly application: Application }) => {
  const say = useAssistant().words.renewal
  const { loaded, saving, discard } = application
  const savedAt = loaded?.draft.savedAt ?? null
  return (
    <>
      {saving.error && <ErrorNote report={saving.error} />}
      {savedAt !== null && (
        <div className={form.row}>
          <span className={form.soft} role="status">
            {say.draftSaved(dateTimeOf(savedAt))}
          </span>
          <Button type="link" size="small" onClick={() => void discard()}>
            {say.discardDraft}
          </Button>
        </div>
      )}
    </>
  )
}

type MomentProps = About & {
  readonly application: Application
  readonly quote: RenewalQuote
  readonly typed: RenewalForm
  readonly moment: RenewalMoment
}

/** A draft may have a term that is not offered any more. Then it is chosen again. */
const possible = (moment: RenewalMoment, term: RenewalTerm | undefined): RenewalMoment =>
  term === undefined && (moment === 'people' || moment === 'confirm') ? 'term' : moment

const Moment = ({ application, quote, typed, moment, view, token, issuer }: MomentProps) => {
  const { words } = useAssistant()
  const { which, setForm, to, changed, loaded, sending, submit } = application
  const aside = <Aside application={application} />
  const term = quote.terms.find(({ years }) => years === typed.termYears)
  const keptIdNumber = loaded?.draft.keptIdNumber ?? null
  switch (possible(moment, term)) {
    case 'before':
      return (
        <BeforeMoment
          quote={quote}
          view={view}
          token={token}
          issuer={issuer}
          changed={changed === 'keys'}
          next={() => to('agreement')}
        />
      )
    case 'agreement':
      return (
        <AgreementMoment
          issuerId={issuer.id}
          accepted={typed.agreementVersion}
          changed={changed === 'agreement'}
          aside={aside}
          accept={(agreementVersion) => setForm({ ...typed, agreementVersion })}
          next={() => to('term')}
        />
      )
    case 'people':
      return (
        <PeopleMoment
          which={which}
          holder={view.holder}
          form={typed}
          keptIdNumber={keptIdNumber}
          keepsNumbers={loaded?.draft.keepsNumbers ?? false}
          withForm={quote.standing.may === 'with-form'}
          aside={aside}
          change={setForm}
          next={() => to('confirm')}
        />
      )
    case 'confirm':
      return (
        term && (
          <ConfirmMoment
            holder={view.holder}
            issuer={issuer}
            token={token}
            keys={quote.keys}
            term={term}
            form={typed}
            keptIdNumber={keptIdNumber}
            pending={sending.pending}
            error={sending.error}
            aside={aside}
            to={to}
            submit={submit}
          />
        )
      )
    case 'term':
      return (
        <TermMoment
          say={words.renewal.term}
          terms={quote.terms}
          notAfter={quote.notAfter}
          termYears={typed.termYears}
          changed={changed === 'price'}
          aside={aside}
          choose={(termYears) => setForm({ ...typed, termYears })}
          next={() => to('people')}
        />
      )
  }
}

const Applying = (about: About) => {
  const { words } = useAssistant()
  const application = useApplication(about.view, about.token, about.issuer.id)
  const { loaded, loading, form: typed, moment: kept } = application
  const may = loaded?.quote.standing.may
  const able = (may === 'online' || may === 'with-form') && loaded?.quote.olderThan === null
  const moment = able ? kept : 'before'
  useFocusKept(moment)
  if (!loaded || !typed)
    return (
      <Card>
        {loading.error && (
          <ErrorNote
            report={loading.error}
            actions={<Button onClick={loading.load}>{words.frame.retry}</Button>}
          />
        )}
        <Waiting active={loading.pending} words={words.renewal.loading} />
      </Card>
    )
  return (
    <>
      {able && (
        <MomentsBar
          label={words.renewal.momentsLabel}
          moments={renewalMoments}
          titles={words.renewal.moments}
          now={moment}
        />
      )}
      <Card>
        <div className={form.column}>
          <Moment {...about} application={application} quote={loaded.quote} typed={typed} moment={moment} />
        </div>
      </Card>
      {able && <DraftLine application={application} />}
    </>
  )
}

const NotHere = ({ certificateId }: { readonly certificateId: string }) => {
  const { snapshot, words } = useAssistant()
  const remembered = snapshot.reminders.find(({ id }) => id === certificateId)
  return (
    <Note tone="info" title={words.renewal.away}>
      <p>{words.renewal.awayMeaning(remembered ? keptName(remembered, words) : null)}</p>
    </Note>
  )
}

const Content = ({
  certificateId,
  issuer,
}: {
  readonly certificateId: string
  readonly issuer: IssuerView
}) => {
  const { snapshot } = useAssistant()
  const found = findCertificate(snapshot, certificateId)
  if (!issuer.connected) return <Unconnected issuer={issuer} />
  if (!found) return <NotHere certificateId={certificateId} />
  const leading = leadingCertificate(found.pair) ?? found.view
  const begun = renewalOf(snapshot, leading)
  if (begun) return <RenewalBusiness transaction={begun} />
  const account = accountAt(snapshot, issuer.id)
  if (account.state !== 'signed-in') return <AccountMoment issuerId={issuer.id} />
  return (
    <Applying
      key={`${leading.serial} ${account.userName}`}
      view={leading}
      token={found.token}
      issuer={issuer}
    />
  )
}

/** 证书续期 of one certificate, at the authority that issued it. */
export const RenewalPage = ({ certificateId }: { readonly certificateId: string }) => {
  const { snapshot, words } = useAssistant()
  const { issuerId } = renewedBy(snapshot, certificateId)
  // The renewed certificate goes away in the end, but its issuer stays the issuer of this page.
  const [first] = useState(issuerId)
  const issuer = issuerById(snapshot, issuerId ?? first)
  if (issuer === null || !isRenewedBy(snapshot, issuer.id))
    return <UpdatePage certificateId={certificateId} />
  return (
    <Page title={words.renewal.title} narrow issuer={issuer}>
      <Content certificateId={certificateId} issuer={issuer} />
    </Page>
  )
}
