import { Button } from 'antd'
import { useState } from 'react'
import { PasswordField } from '../account/password-field.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import form from '../parts/form.module.css'
import { go } from '../place/use-place.ts'
import { IdentityError } from './identity-error.tsx'
import type { CentreProps } from './signed-in-page.tsx'

/** 注销, after what it means: the document can never register again. */
export const CloseAccount = ({ issuerId, centre, account }: CentreProps) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.centre
  const [asking, setAsking] = useState(false)
  const [password, setPassword] = useState('')
  const { pending, error, run } = useAction()
  const { unfinished } = centre
  const close = () => {
    const secret = password
    setPassword('')
    void run(async () => {
      await client.identity.close({ issuerId, password: secret })
      go({ page: 'home' })
    })
  }
  return (
    <Section title={say.close}>
      <Card>
        <div className={form.stack}>
          <p>{say.closeMeaning}</p>
          {unfinished.length > 0 && (
            <>
              <p>{say.unfinished}</p>
              <ul className={form.list}>
                {unfinished.map(({ kind, name }) => (
                  <li key={`${kind} ${name}`}>
                    {say.unfinishedKinds[kind]}：{name}
                  </li>
                ))}
              </ul>
            </>
          )}
          <div>
            <Button danger disabled={unfinished.length > 0} onClick={() => setAsking(true)}>
              {say.close}
            </Button>
          </div>
        </div>
        <ConfirmDialog
          open={asking}
          title={`${say.closeAsk} ${account.applicantName}`}
          pending={pending}
          blocked={password === ''}
          say={{ no: say.keep, yes: say.closeYes, doing: say.closing }}
          close={() => {
            setPassword('')
            setAsking(false)
          }}
          confirm={close}
        >
          <div className={form.stack}>
            <ul className={form.list}>
              {say.closeList.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
            <PasswordField label={say.closePassword} value={password} onChange={setPassword} />
            <IdentityError report={error} />
          </div>
        </ConfirmDialog>
      </Card>
    </Section>
  )
}
