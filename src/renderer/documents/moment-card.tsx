import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import type { DocumentWork } from '../../shared/documents/contract.ts'
import type { Plan } from '../../shared/documents/plan.ts'
import type { DocumentView } from '../../shared/models/index.ts'
import { Icon } from '../drawings/icon.tsx'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { FormFoot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import styles from './documents.module.css'
import { LeftOut } from './left-out.tsx'

export type MomentProps = { readonly files: readonly DocumentView[]; readonly close: () => void }

/** Starts the work and closes the form; a refusal stays in the form. */
export const useStart = (close: () => void): Action & { start(work: DocumentWork, plan: Plan): void } => {
  const { client } = useAssistant()
  const action = useAction()
  return {
    ...action,
    start: (work, { fileIds }) =>
      void action
        .run(() => client.documents.start({ fileIds: [...fileIds], work }))
        .then((done) => done && close()),
  }
}

type Props = {
  readonly lead: string
  readonly plan: Plan
  readonly act: string
  readonly action: Action
  readonly blocked: boolean
  /** What is to be known before the act, beside its button. */
  readonly note?: string | null
  readonly close: () => void
  readonly submit: () => void
  readonly children: ReactNode
}

/** What an act asks before it begins, in place of the list. */
export const MomentCard = ({ lead, plan, act, action, blocked, note, close, submit, children }: Props) => {
  const { words } = useAssistant()
  const say = words.documentsPage
  const heading = useRef<HTMLHeadingElement>(null)
  // The form takes the place of the list, so the keyboard and the eye begin at its head.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    heading.current?.closest('main')?.scrollTo({ top: 0 })
  }, [])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!blocked && !action.pending) submit()
  }
  return (
    <div>
      <button type="button" className={styles.back} onClick={close}>
        <Icon name="left" size={16} />
        {say.back}
      </button>
      <Card>
        <form className={form.column} onSubmit={send}>
          <h2 className={`${form.lead} ${styles.heading}`} ref={heading} tabIndex={-1}>
            {lead}
          </h2>
          <LeftOut plan={plan} />
          {children}
          {action.error && action.error.code !== 'cancelled-by-user' && <ErrorNote report={action.error} />}
          <FormFoot
            act={act}
            pending={action.pending}
            waiting={say.bar.starting}
            blocked={blocked || plan.fileIds.length === 0}
            aside={note && <span className={form.soft}>{note}</span>}
          />
        </form>
      </Card>
    </div>
  )
}
