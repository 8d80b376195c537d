import type { FileVerdict, Outcome } from '../../shared/documents/verdict.ts'
import type { DocumentView } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Section } from '../parts/card.tsx'
import { Note, type NoteTone } from '../parts/note.tsx'
import styles from './details.module.css'
import { outcomeLooks } from './file-words.ts'
import { Reasons } from './reasons.tsx'
import { SignatureCard } from './signature-card.tsx'

const tones: Readonly<Record<Outcome, NoteTone>> = {
  valid: 'good',
  undecided: 'soon',
  invalid: 'bad',
  unsigned: 'plain',
  unreadable: 'soon',
}

/** The calm sentence that comes first. It never says more than what was found. */
const Sentence = ({ verdict }: { readonly verdict: FileVerdict }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  const { outcome, signatures } = verdict
  const { title, meaning } = say.sentences[outcome]
  const isWhole = signatures.every(({ integrity }) => integrity === 'intact')
  return (
    <Note tone={tones[outcome]} icon={outcomeLooks[outcome].icon} title={title}>
      <p>{outcome === 'undecided' && !isWhole ? say.undecidedAltered : meaning}</p>
      {signatures.length > 1 && <p>{say.count(signatures.length)}</p>}
    </Note>
  )
}

const codesOf = ({ reasons, signatures }: FileVerdict): ReadonlySet<string> =>
  new Set([reasons, ...signatures.map((one) => one.reasons)].flat().map(({ code }) => code))

/** What could not be checked here, and what the person can do about it. */
const NextSteps = ({ verdict }: { readonly verdict: FileVerdict }) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  const codes = codesOf(verdict)
  const isRootMissing = ['unknown-root', 'seal-maker-untrusted', 'time-stamp-untrusted'].some((code) =>
    codes.has(code),
  )
  return (
    <>
      {isRootMissing && (
        <Note
          tone="info"
          title={say.importRoot}
          actions={<a href={hashOf({ page: 'document-roots' })}>{say.importRoot}</a>}
        >
          <p>{say.importRootHint}</p>
        </Note>
      )}
      {codes.has('content-missing') && <Note tone="info" title={say.missingOriginal} />}
      {codes.has('revocation-not-checked') && (
        <Note tone="plain" title={say.offline}>
          <p>{say.offlineMeaning}</p>
        </Note>
      )}
    </>
  )
}

type Props = { readonly file: DocumentView; readonly verdict: FileVerdict }

/** Everything that was found in a file: the sentence, each signature, what could not be checked. */
export const VerdictPart = ({ verdict }: Props) => {
  const { words } = useAssistant()
  const say = words.documentsPage.details
  const { signatures, reasons } = verdict
  return (
    <div className={styles.stack}>
      <Sentence verdict={verdict} />
      {reasons.length > 0 && verdict.outcome !== 'unsigned' && (
        <Section title={say.about}>
          <Reasons reasons={reasons} />
        </Section>
      )}
      {signatures.length > 0 && (
        <Section title={say.signatures}>
          {signatures.map((signature, index) => (
            <SignatureCard
              key={signature.id}
              signature={signature}
              number={signatures.length > 1 ? index + 1 : null}
            />
          ))}
        </Section>
      )}
      <NextSteps verdict={verdict} />
    </div>
  )
}
