import { Button } from 'antd'
import type { CertificateView, TokenView, UpgradeDraft } from '../../shared/models/index.ts'
import { usableSealsOf } from '../../shared/upgrade/rows.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Facts } from '../parts/facts.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { dateOf, dateTimeOf, deviceName, grouped } from '../words/format.ts'

type Props = {
  readonly view: CertificateView
  readonly token: TokenView
  readonly subject: string
  readonly draft: UpgradeDraft
  readonly discard: () => void
  readonly next: () => void
}

/** The certificate that is upgraded, to check. */
export const CertificateMoment = ({ view, token, subject, draft, discard, next }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.upgrade.certificate
  const seals = usableSealsOf(snapshot, view.id)
  return (
    <>
      <h2 className={form.lead}>{say.lead}</h2>
      <Facts
        facts={[
          { name: say.subject, value: subject },
          { name: say.serial, value: grouped(view.serial) },
          { name: say.issuer, value: view.issuer },
          { name: say.until, value: dateOf(view.notAfter) },
          { name: say.device, value: deviceName(token, words) },
        ]}
      />
      <p>{say.meaning}</p>
      {seals.length > 0 && <p>{say.seal(seals.length)}</p>}
      {draft.savedAt !== null && (
        <p className={form.soft}>
          {say.draft(dateTimeOf(draft.savedAt))}{' '}
          <Button type="link" size="small" onClick={discard}>
            {say.discard}
          </Button>
        </p>
      )}
      <Foot>
        <Button type="primary" size="large" onClick={next}>
          {words.upgrade.next}
        </Button>
      </Foot>
    </>
  )
}
