import { Button } from 'antd'
import { assertNever } from '../../shared/assert-never.ts'
import type { CertificateView, IssuerView, UpgradeStanding } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { WhereToAsk } from '../renewal/barred.tsx'
import { ResumeButton } from '../replacement/resume-button.tsx'

type Bar = Exclude<UpgradeStanding, { readonly may: 'yes' }>
type Props = { readonly standing: Bar; readonly issuer: IssuerView; readonly view: CertificateView }

/** The way on from a certificate that is not in force. */
const WayOn = ({
  because,
  view,
}: { readonly because: Extract<Bar, { may: 'no' }>['because'] } & Pick<Props, 'view'>) => {
  const { words } = useAssistant()
  const say = words.upgrade.barred
  switch (because) {
    case 'suspended':
      return <ResumeButton view={view} />
    case 'expired':
      return <Button onClick={() => go({ page: 'renewal', certificateId: view.id })}>{say.renew}</Button>
    case 'revoked':
      return <Button onClick={() => go({ page: 'issue', tokenId: null })}>{say.apply}</Button>
    case 'superseded':
      return <Button onClick={() => go({ page: 'certificates' })}>{words.certificates.title}</Button>
    default:
      return assertNever(because)
  }
}

const Unfinished = ({
  bar,
  issuer,
}: { readonly bar: Extract<Bar, { may: 'unfinished' }> } & Pick<Props, 'issuer'>) => {
  const { words } = useAssistant()
  const say = words.upgrade.barred
  const { upgradeId } = bar
  return (
    <Note
      tone="info"
      title={say.unfinished}
      actions={
        upgradeId !== null && (
          <Button type="primary" onClick={() => go({ page: 'upgrade-progress', upgradeId })}>
            {words.upgrade.goOn}
          </Button>
        )
      }
    >
      <p>{upgradeId === null ? say.unfinishedElsewhere : say.unfinishedHere}</p>
      {upgradeId === null && <WhereToAsk issuer={issuer} />}
    </Note>
  )
}

/** Why it cannot be upgraded, and what can be done instead. */
export const UpgradeBarred = ({ standing, issuer, view }: Props) => {
  const say = useAssistant().words.upgrade.barred
  switch (standing.may) {
    case 'already':
      return (
        <Note tone="good" title={say.already}>
          <p>{say.alreadyMeaning}</p>
        </Note>
      )
    case 'business-only':
      return (
        <Note
          tone="info"
          title={say.business}
          actions={<Button onClick={() => go({ page: 'issue', tokenId: null })}>{say.apply}</Button>}
        >
          <p>{say.businessMeaning}</p>
          <WhereToAsk issuer={issuer} />
        </Note>
      )
    case 'unfinished':
      return <Unfinished bar={standing} issuer={issuer} />
    case 'no':
      return (
        <Note tone="bad" title={say.noTitle} actions={<WayOn because={standing.because} view={view} />}>
          <p>{say.no[standing.because]}</p>
        </Note>
      )
    default:
      return assertNever(standing)
  }
}
