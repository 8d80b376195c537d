import { Button } from 'antd'
import { useState } from 'react'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import form from '../parts/form.module.css'
import { useBegin } from './centre-page.tsx'
import styles from './identity.module.css'
import { IdentityError } from './identity-error.tsx'
import type { CentreProps } from './signed-in-page.tsx'

type Handler = CentreProps['centre']['handlers'][number]

const HandlerLine = ({ handler, issuerId, setCentre }: CentreProps & { readonly handler: Handler }) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.centre
  const [asking, setAsking] = useState(false)
  const { pending, error, run } = useAction()
  const { personId, name, maskedNumber, maskedPhone } = handler
  const remove = () =>
    void run(async () => setCentre(await client.identity.removeHandler({ issuerId, personId })))
  return (
    <li>
      <span>
        {name} <span className={form.soft}>{[maskedNumber, maskedPhone].filter(Boolean).join(' · ')}</span>
      </span>
      <Button size="small" aria-label={say.removeHandlerOf(name)} onClick={() => setAsking(true)}>
        {say.removeHandler}
      </Button>
      <ConfirmDialog
        open={asking}
        title={say.removeAsk(name)}
        pending={pending}
        say={{ no: say.keep, yes: say.removeHandler, doing: say.removing }}
        close={() => setAsking(false)}
        confirm={remove}
      >
        <p>{say.removeMeaning}</p>
        <IdentityError report={error} />
      </ConfirmDialog>
    </li>
  )
}

/** 经办人 of an entity or agency. */
export const Handlers = (props: CentreProps) => {
  const say = useAssistant().words.identityCentre.centre
  const { issuerId, account, centre } = props
  const { begin, pending, error } = useBegin(issuerId)
  const kind = account.kind === 'agency' ? 'agency' : 'entity'
  return (
    <Section title={say.handlers}>
      <Card>
        <div className={form.stack}>
          {centre.handlers.length === 0 && <p>{say.noHandlers}</p>}
          <ul className={styles.list}>
            {centre.handlers.map((handler) => (
              <HandlerLine key={handler.personId} {...props} handler={handler} />
            ))}
          </ul>
          <div>
            <Button disabled={pending} onClick={() => begin('handler', kind)}>
              {say.addHandler}
            </Button>
          </div>
          <IdentityError report={error} />
        </div>
      </Card>
    </Section>
  )
}
