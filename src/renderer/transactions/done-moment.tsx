import { Button } from 'antd'
import { useState } from 'react'
import { leadingCertificate } from '../../shared/certificates/leading.ts'
import type { CertificatePair, TokenView, TransactionView } from '../../shared/models/index.ts'
import { CertificateFacts } from '../certificates/certificate-facts.tsx'
import { useSavePdf } from '../certificates/save-pdf.ts'
import { Icon } from '../drawings/icon.tsx'
import { SealMark } from '../drawings/seal-mark.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import styles from './transactions.module.css'

type Found = { readonly token: TokenView; readonly pair: CertificatePair }

const pairOf = (tokens: readonly TokenView[], { pairId }: TransactionView): Found | null => {
  for (const token of tokens) {
    const pair = token.pairs.find(({ id }) => id === pairId)
    if (pair) return { token, pair }
  }
  return null
}

const Paper = ({ found }: { readonly found: Found }) => {
  const { words, snapshot } = useAssistant()
  return (
    <div className={styles.paper} lang={snapshot.settings.language}>
      <h2>{words.issuance.certificateHeading}</h2>
      <CertificateFacts token={found.token} pair={found.pair} />
      <span className={styles.stamp}>
        <SealMark size={44} />
      </span>
    </div>
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
  const [saved, setSaved] = useState<string | null>(null)
  const pdf = useSavePdf(view?.id ?? null, setSaved)
  return (
    <Card>
      <div className={form.column}>
        <div className={styles.done} role="status">
          <Icon name="checkCircle" size={32} />
          <div>
            <h2 className={form.lead}>{say.doneTitle}</h2>
            <p className={form.soft}>{say.doneLead}</p>
          </div>
        </div>
        {found && <Paper found={found} />}
        {transaction.tokenKind === 'soft' && <Note tone="plain" title={say.doneSoft} />}
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
