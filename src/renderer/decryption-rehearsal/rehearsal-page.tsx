import { Button, Select } from 'antd'
import { useEffect, useRef } from 'react'
import type { CertificateView, RehearsalLook, Snapshot } from '../../shared/models/index.ts'
import { hashOf } from '../../shared/places/place.ts'
import { Icon } from '../drawings/icon.tsx'
import { Page } from '../frame/page.tsx'
import { useLate } from '../live/use-late.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { Waiting } from '../parts/waiting.tsx'
import { dateOf, grouped } from '../words/format.ts'
import { FileDrop } from './file-drop.tsx'
import { Recipients } from './recipients.tsx'
import styles from './rehearsal.module.css'
import { type Rehearsal, useRehearsal } from './use-rehearsal.ts'
import { Nobody, Verdict } from './verdict.tsx'

const encryptionCertificates = ({ tokens }: Snapshot): readonly CertificateView[] =>
  tokens.flatMap(({ pairs }) =>
    pairs.flatMap(({ signing, encryption }) => encryption ?? (signing?.use === 'both' ? signing : [])),
  )

const Listed = ({ rehearsal }: { readonly rehearsal: Rehearsal }) => {
  const { snapshot, words } = useAssistant()
  const say = words.decryptionRehearsal
  const views = encryptionCertificates(snapshot)
  const { chosen, chooseListed } = rehearsal
  const value = chosen?.subject.kind === 'listed' ? chosen.subject.certificateId : null
  if (views.length === 0)
    return (
      <div>
        <p className={styles.heading}>{say.listedHeading}</p>
        <p className={form.soft}>{say.noneListed}</p>
      </div>
    )
  return (
    <Field label={say.listedHeading} hint={say.listedHint}>
      {(ties) => (
        <Select
          {...ties}
          value={value}
          placeholder={say.which}
          onChange={chooseListed}
          options={views.map(({ id, holder, serial, notAfter }) => ({
            value: id,
            label: [holder, grouped(serial), say.until(dateOf(notAfter))].join(' · '),
          }))}
        />
      )}
    </Field>
  )
}

const titleOf = (
  { chosen }: Rehearsal,
  { what, recipients }: RehearsalLook,
  say: { forCertificate: string },
) => chosen?.file?.name ?? (what === 'certificate' ? (recipients[0]?.holder ?? say.forCertificate) : '')

const Trying = ({ rehearsal }: { readonly rehearsal: Rehearsal }) => {
  const { words } = useAssistant()
  const { pending, cancel } = rehearsal.trying
  const late = useLate(pending)
  return (
    <>
      <Waiting active={pending} words={words.decryptionRehearsal.attempting} />
      {late && (
        <Button size="small" onClick={cancel}>
          {words.everywhere.cancel}
        </Button>
      )}
    </>
  )
}

const Outcome = ({ rehearsal, look }: { readonly rehearsal: Rehearsal; readonly look: RehearsalLook }) => {
  const { words } = useAssistant()
  const say = words.decryptionRehearsal
  const { trying, answer, attempt, choice } = rehearsal
  const focuses = choice > 0
  const { what, recipients, incomplete } = look
  const count = recipients.length === 1 ? say.sealedToOne : say.sealedTo(recipients.length)
  const heading = useRef<HTMLHeadingElement>(null)
  // What was chosen is answered here, so the keyboard goes on here.
  useEffect(() => {
    if (focuses) heading.current?.focus()
  }, [focuses])
  const tried = answer === null ? undefined : recipients[answer.recipient]
  return (
    <Card>
      <div className={form.column}>
        <div>
          <h2 className={styles.name} ref={heading} tabIndex={-1}>
            {titleOf(rehearsal, look, say)}
          </h2>
          <div className={styles.below}>
            <span>{what === 'envelope' ? count : say.forCertificate}</span>
            <Trying rehearsal={rehearsal} />
          </div>
        </div>
        {incomplete && <Note tone="bad" title={say.incomplete} />}
        {trying.error && trying.error.code !== 'cancelled-by-user' && <ErrorNote report={trying.error} />}
        {answer && tried && <Verdict recipient={tried} verdict={answer.verdict} />}
        {!incomplete && <Nobody look={look} />}
        <Recipients
          recipients={recipients}
          pending={trying.pending}
          blocked={incomplete}
          tried={answer !== null}
          attempt={attempt}
        />
      </div>
    </Card>
  )
}

/** 能否解密: a sealed file or a certificate is tried before the day when it must open. */
export const DecryptionRehearsalPage = ({ certificateId }: { readonly certificateId: string | null }) => {
  const { words } = useAssistant()
  const say = words.decryptionRehearsal
  const rehearsal = useRehearsal(certificateId)
  const { looking, error, look, chosen, choice, unreadable, chooseFile } = rehearsal
  const before = (
    <a className={styles.back} href={hashOf({ page: 'certificates' })}>
      <Icon name="left" size={16} />
      {words.certificates.title}
    </a>
  )
  return (
    <Page title={say.title} before={before} narrow>
      <div className={styles.outcome} aria-live="polite">
        {error && <ErrorNote report={error} />}
        {looking && <Waiting words={say.reading} />}
        {look && <Outcome key={choice} rehearsal={rehearsal} look={look} />}
      </div>
      <Card>
        <div className={form.column}>
          {!look && <p className={form.soft}>{say.lead}</p>}
          <FileDrop
            name={chosen?.file?.name ?? null}
            fault={unreadable ? say.unreadable : null}
            choose={chooseFile}
          />
          <Listed rehearsal={rehearsal} />
        </div>
      </Card>
    </Page>
  )
}
