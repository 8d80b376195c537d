import { useEffect, useState } from 'react'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import type { CertificateView, IssuerDetails, IssuerView } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Facts } from '../parts/facts.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { useIssuerName } from './use-issuer.tsx'

const useDetails = ({ id: issuerId }: IssuerView) => {
  const { client } = useAssistant()
  const { error, run } = useAction()
  const [details, setDetails] = useState<IssuerDetails | null>(null)
  useEffect(() => {
    void run(async () => setDetails(await client.issuers.details({ issuerId })))
  }, [client, run, issuerId])
  return { details, error }
}

const Questions = ({ questions }: Pick<IssuerDetails, 'questions'>) => {
  const { snapshot, words } = useAssistant()
  const inLanguage = ({ zh, en }: { readonly zh: string; readonly en: string }) =>
    snapshot.settings.language === 'en' ? en : zh
  return (
    <div className={styles.stack}>
      <h3>{words.issuers.questions}</h3>
      {questions.map(({ question, answer }) => (
        <details key={question.zh}>
          <summary>{inLanguage(question)}</summary>
          <p className={styles.soft}>{inLanguage(answer)}</p>
        </details>
      ))}
    </div>
  )
}

const Known = ({ issuer }: { readonly issuer: IssuerView }) => {
  const { words } = useAssistant()
  const say = words.issuers
  const nameOf = useIssuerName()
  const { details, error } = useDetails(issuer)
  const points = (details?.servicePoints ?? []).map(({ name, address, phone }) => ({
    name,
    value: [address, phone].filter(Boolean).join(' · '),
  }))
  return (
    <Card>
      <div className={styles.stack}>
        <Facts
          facts={[
            { name: say.name, value: nameOf(issuer) },
            ...(issuer.hotline ? [{ name: say.hotline, value: issuer.hotline }] : []),
            ...points,
          ]}
        />
        {!issuer.connected && <p className={styles.soft}>{say.notConnected}</p>}
        {error && <ErrorNote report={error} />}
        {details && details.questions.length > 0 && <Questions questions={details.questions} />}
      </div>
    </Card>
  )
}

/** Whom to ask about a certificate. If the issuer is not known, it says so. */
export const IssuerPart = ({ view }: { readonly view: CertificateView }) => {
  const { snapshot, words } = useAssistant()
  const say = words.issuers
  const issuer = issuerById(snapshot, view.issuerId)
  return (
    <Section title={say.title}>
      {issuer ? (
        <Known key={issuer.id} issuer={issuer} />
      ) : (
        <Note tone="plain" title={say.unknown}>
          <p>{say.unknownMeaning}</p>
        </Note>
      )}
    </Section>
  )
}
