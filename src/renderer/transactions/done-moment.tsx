import { Button } from 'antd'
import { Fragment, useId, useState } from 'react'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { CertificatePair, TokenView, TransactionView } from '../../shared/models/index.ts'
import { Holder } from '../certificates/holder.tsx'
import { pairStatusOn } from '../certificates/pair-status.ts'
import { useSavePdf } from '../certificates/save-pdf.ts'
import { Icon } from '../drawings/icon.tsx'
import { SealMark } from '../drawings/seal-mark.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { StateWord } from '../parts/state-word.tsx'
import { go } from '../place/use-place.ts'
import { dateOf, deviceName, grouped } from '../words/format.ts'
import styles from './transactions.module.css'

type Found = { readonly token: TokenView; readonly pair: CertificatePair }

const pairOf = (tokens: readonly TokenView[], { pairId }: TransactionView): Found | null => {
  for (const token of tokens) {
    const pair = token.pairs.find(({ id }) => id === pairId)
    if (pair) return { token, pair }
  }
  return null
}

/** The issued certificate as a document that the person is handed. */
const Paper = ({ found: { token, pair } }: { readonly found: Found }) => {
  const { words, snapshot } = useAssistant()
  const say = words.certificates
  const id = useId()
  const view = leadingCertificate(pair)
  if (!view) return null
  const device = [deviceName(token, words), grouped(token.serial)].filter(Boolean).join(' · ')
  const status = pairStatusOn(token, pair, words)
  const facts = [
    { name: say.serial, value: grouped(view.serial) },
    { name: say.issuer, value: view.issuer },
    { name: say.validUntil, value: dateOf(view.notAfter) },
    { name: say.keyType, value: view.keyType },
    { name: say.device, value: device },
    { name: say.status, value: <StateWord tone={status.tone}>{status.sentence}</StateWord> },
  ]
  return (
    <article className={styles.paper} lang={snapshot.settings.language} aria-labelledby={id}>
      <h2 id={id}>{words.issuance.certificateHeading}</h2>
      <p className={styles.label}>{say.holder}</p>
      <p className={styles.holder}>
        <Holder view={view} />
      </p>
      <dl className={styles.particulars}>
        {facts.map(({ name, value }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <span className={styles.stamp}>
        <SealMark size={56} />
      </span>
    </article>
  )
}

const Finish = () => {
  const { words } = useAssistant()
  return (
    <Button size="large" type="primary" onClick={() => go({ page: 'home' })}>
      {words.issuance.finish}
    </Button>
  )
}

/** Shows the certificate like a document that the person has just received. */
export const DoneMoment = ({ transaction }: { readonly transaction: TransactionView }) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuance
  const found = pairOf(snapshot.tokens, transaction)
  const view = found && leadingCertificate(found.pair)
  const renewed = transaction.business === 'renew'
  const [saved, setSaved] = useState<string | null>(null)
  const pdf = useSavePdf(view?.id ?? null, setSaved)
  return (
    <Card>
      <div className={form.column}>
        <div className={styles.done} role="status">
          <Icon name="checkCircle" size={32} />
          <div>
            <h2 className={form.lead}>{renewed ? words.renewal.doneTitle : say.doneTitle}</h2>
            <p className={form.soft}>
              {renewed && view ? words.renewal.doneLead(dateOf(view.notAfter)) : say.doneLead}
            </p>
            {transaction.keys === 'same' && <p className={form.soft}>{words.renewal.doneSameKeys}</p>}
          </div>
        </div>
        {found && <Paper found={found} />}
        {transaction.tokenKind === 'soft' && transaction.keys !== 'same' && (
          <Note
            tone="plain"
            icon="download"
            title={say.nextBackup}
            actions={
              <Button onClick={() => go({ page: 'backup', tokenId: transaction.tokenId })}>
                {say.goBackup}
              </Button>
            }
          >
            <p>{say.nextBackupMeaning}</p>
          </Note>
        )}
        {pdf.error && <ErrorNote report={pdf.error} />}
        <p role="status" className={form.soft}>
          {saved !== null && words.certificates.exported(saved)}
        </p>
        <Foot
          aside={
            view && (
              <>
                <Button size="large" onClick={() => go({ page: 'certificate', certificateId: view.id })}>
                  {say.viewCertificate}
                </Button>
                <Button
                  size="large"
                  icon={<Icon name="download" size={16} />}
                  disabled={pdf.pending}
                  onClick={pdf.save}
                >
                  {words.certificates.savePdf}
                </Button>
              </>
            )
          }
        >
          <Finish />
        </Foot>
      </div>
    </Card>
  )
}

export const AbandonedMoment = ({ again }: { readonly again: () => void }) => {
  const { words } = useAssistant()
  const say = words.issuance
  return (
    <Card>
      <div className={form.column}>
        <Note tone="plain" title={say.abandonedTitle}>
          <p>{say.abandonedMeaning}</p>
        </Note>
        <Foot
          aside={
            <Button size="large" onClick={again}>
              {say.another}
            </Button>
          }
        >
          <Finish />
        </Foot>
      </div>
    </Card>
  )
}
