import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { accountAt } from '../../shared/account/account-at.ts'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import {
  type CertificateView,
  type IssuerView,
  type TokenView,
  type UpgradeMoment,
  upgradeMoments,
} from '../../shared/models/index.ts'
import { isUpgradedBy, upgradeOf } from '../../shared/upgrade/rows.ts'
import { findCertificate } from '../certificates/find-certificate.ts'
import { Page } from '../frame/page.tsx'
import { AccountMoment } from '../issuance/account-moment.tsx'
import { renewedBy } from '../issuance/renewed-by.ts'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import form from '../parts/form.module.css'
import { MomentsBar } from '../parts/moments-bar.tsx'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { WhereToAsk } from '../renewal/barred.tsx'
import { TermMoment } from '../renewal/term-moment.tsx'
import { UpgradeBarred } from './barred.tsx'
import { CertificateMoment } from './certificate-moment.tsx'
import { DetailsMoment } from './details-moment.tsx'
import { NumberMoment } from './number-moment.tsx'
import { UpgradePinMoment } from './pin-moment.tsx'
import { TicksBar } from './ticks-bar.tsx'
import { TypeMoment } from './type-moment.tsx'
import { UpgradeConfirmMoment } from './upgrade-confirm-moment.tsx'
import { UpgradeWizardProgress } from './upgrade-progress-page.tsx'
import { type UpgradeWizard, useUpgrade } from './use-upgrade.ts'

type About = { readonly view: CertificateView; readonly token: TokenView; readonly issuer: IssuerView }

const Back = ({ now, to }: { readonly now: UpgradeMoment; readonly to: UpgradeWizard['to'] }) => {
  const { words } = useAssistant()
  const before = upgradeMoments[upgradeMoments.indexOf(now) - 1]
  return (
    before && (
      <Button size="large" onClick={() => to(before)}>
        {words.everywhere.back}
      </Button>
    )
  )
}

/** A moment that something is missing for is not shown; the one where it is chosen is shown instead. */
const possible = ({ present, loaded, checking }: UpgradeWizard): UpgradeMoment => {
  if (!present || !loaded) return 'certificate'
  const { moment, form: typed } = present
  const reached = upgradeMoments.indexOf(moment)
  const type = loaded.offer.customerTypes.find(({ id }) => id === typed.customerType)
  if (reached >= upgradeMoments.indexOf('number') && !type) return 'type'
  if (reached >= upgradeMoments.indexOf('details') && !checking.known) return 'number'
  const isOffered = checking.known?.terms.some(({ years }) => years === typed.termYears)
  return moment === 'confirm' && !isOffered ? 'term' : moment
}

const Moment = ({
  wizard,
  now,
  view,
  token,
  issuer,
}: About & { wizard: UpgradeWizard; now: UpgradeMoment }) => {
  const { words } = useAssistant()
  const { loaded, present, to, change, changed, checking, check, discard, sending, submit } = wizard
  if (!loaded || !present) return null
  const { offer, draft } = loaded
  const { form: typed } = present
  const { known } = checking
  const aside = <Back now={now} to={to} />
  const type = offer.customerTypes.find(({ id }) => id === typed.customerType)
  const term = known?.terms.find(({ years }) => years === typed.termYears)
  switch (now) {
    case 'certificate':
      return (
        <CertificateMoment
          {...{ view, token, draft, subject: offer.subject }}
          discard={() => void discard()}
          next={() => to('type')}
        />
      )
    case 'type':
      return (
        <TypeMoment
          types={offer.customerTypes}
          chosen={typed.customerType}
          choose={(customerType) => change({ customerType })}
          aside={aside}
          next={() => to('number')}
        />
      )
    case 'number':
      return (
        type && (
          <NumberMoment
            kind={type.number}
            number={typed.number}
            change={(number) => change({ number })}
            aside={aside}
            pending={checking.pending}
            error={checking.error}
            next={() => void check()}
          />
        )
      )
    case 'details':
      return known && <DetailsMoment known={known} issuer={issuer} aside={aside} next={() => to('term')} />
    case 'term':
      return (
        known && (
          <TermMoment
            say={words.upgrade.term}
            terms={known.terms}
            notAfter={offer.notAfter}
            termYears={typed.termYears}
            changed={changed}
            aside={aside}
            choose={(termYears) => change({ termYears })}
            next={() => to('confirm')}
          />
        )
      )
    case 'confirm':
      return (
        term && (
          <UpgradeConfirmMoment
            {...{ subject: offer.subject, issuer, token, type, term, aside, to, submit }}
            form={typed}
            pending={sending.pending}
            error={sending.error}
          />
        )
      )
  }
}

const Loading = ({ wizard: { loading } }: { readonly wizard: UpgradeWizard }) => {
  const { words } = useAssistant()
  return (
    <Card>
      {loading.error && (
        <ErrorNote
          report={loading.error}
          actions={<Button onClick={loading.load}>{words.frame.retry}</Button>}
        />
      )}
      <Waiting active={loading.pending} words={words.upgrade.loading} />
    </Card>
  )
}

const Asking = (about: About) => {
  const say = useAssistant().words.upgrade
  const { view, token, issuer } = about
  const wizard = useUpgrade(view, token, issuer.id)
  const { loaded, present, unlocked, unlock } = wizard
  const now = possible(wizard)
  useFocusKept(unlocked ? now : 'pin')
  if (!loaded || !present) return <Loading wizard={wizard} />
  const { standing } = loaded.offer
  if (standing.may !== 'yes') return <UpgradeBarred standing={standing} issuer={issuer} view={view} />
  return (
    <>
      <TicksBar upgrade={null} />
      {unlocked && (
        <MomentsBar label={say.momentsLabel} moments={upgradeMoments} titles={say.moments} now={now} />
      )}
      <Card>
        <div className={form.column}>
          {unlocked ? (
            <Moment {...about} wizard={wizard} now={now} />
          ) : (
            <UpgradePinMoment token={token} holder={view.holder} unlocked={unlock} />
          )}
        </div>
      </Card>
    </>
  )
}

const NotOffered = ({ issuer }: { readonly issuer: IssuerView | null }) => {
  const say = useAssistant().words.upgrade.barred
  return (
    <Note tone="info" title={say.notOffered}>
      <p>{say.notOfferedMeaning}</p>
      {issuer && <WhereToAsk issuer={issuer} />}
    </Note>
  )
}

const Away = () => {
  const say = useAssistant().words.upgrade.barred
  return (
    <Note tone="info" title={say.away}>
      <p>{say.awayMeaning}</p>
    </Note>
  )
}

type ContentProps = { readonly certificateId: string; readonly issuer: IssuerView | null }

const Content = ({ certificateId, issuer }: ContentProps) => {
  const { snapshot } = useAssistant()
  const found = findCertificate(snapshot, certificateId)
  // A key that is pulled out for a moment takes nothing away that was typed.
  const [last, setLast] = useState(found)
  useEffect(() => {
    if (found) setLast(found)
  }, [found])
  const known = found ?? last
  if (!issuer || !isUpgradedBy(snapshot, issuer.id)) return <NotOffered issuer={issuer} />
  if (!known) return <Away />
  const view = leadingCertificate(known.pair) ?? known.view
  const begun = upgradeOf(snapshot, view)
  if (begun) return <UpgradeWizardProgress upgrade={begun} />
  const account = accountAt(snapshot, issuer.id)
  if (account.state !== 'signed-in') return <AccountMoment issuerId={issuer.id} />
  return (
    <>
      {!found && <Away />}
      <Asking key={`${view.serial} ${account.userName}`} view={view} token={known.token} issuer={issuer} />
    </>
  )
}

/** 升级向导 of one certificate, at the authority that issued it. */
export const UpgradePage = ({ certificateId }: { readonly certificateId: string }) => {
  const { snapshot, words } = useAssistant()
  const { issuerId } = renewedBy(snapshot, certificateId)
  const [first] = useState(issuerId)
  const issuer = issuerById(snapshot, issuerId ?? first)
  return (
    <Page title={words.upgrade.title} narrow issuer={issuer}>
      <Content certificateId={certificateId} issuer={issuer} />
    </Page>
  )
}
