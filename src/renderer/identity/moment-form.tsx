import { type FormEvent, type ReactNode, useRef } from 'react'
import type { Action } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { FormFoot } from '../parts/foot.tsx'
import styles from '../parts/form.module.css'
import { Note } from '../parts/note.tsx'
import { IdentityError } from './identity-error.tsx'

type Props = {
  readonly act?: string
  readonly waiting?: string
  readonly action: Action
  /** How many fields have a fault that is shown. */
  readonly faults: number
  readonly aside: ReactNode
  readonly submit: () => void
  readonly children: ReactNode
}

/** One page of a dossier. When it is refused, the focus goes to the first field with a fault. */
export const MomentForm = (props: Props) => {
  const { words } = useAssistant()
  const { act, waiting, action, faults, aside, submit, children } = props
  const say = words.identity
  const element = useRef<HTMLFormElement>(null)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    submit()
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  return (
    <form ref={element} className={styles.column} onSubmit={onSubmit} noValidate>
      {children}
      {faults > 0 && <Note tone="bad" title={say.faultCount(faults)} urgent />}
      <IdentityError report={action.error} />
      <FormFoot
        act={act ?? say.next}
        pending={action.pending}
        waiting={waiting ?? say.working}
        aside={aside}
      />
    </form>
  )
}
