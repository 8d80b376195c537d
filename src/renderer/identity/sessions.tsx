import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { OpenedSession } from '../../shared/models/index.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import { dateTimeOf } from '../words/format.ts'
import styles from './identity.module.css'
import { IdentityError } from './identity-error.tsx'
import type { CentreProps } from './signed-in-page.tsx'

/** Where the account is logged in, and the way to end each of the others. */
export const Sessions = ({ issuerId }: CentreProps) => {
  const { client, words } = useAssistant()
  const say = words.identityCentre.centre
  const [sessions, setSessions] = useState<readonly OpenedSession[]>([])
  const { pending, error, run } = useAction()
  const load = useCallback(
    () => void run(async () => setSessions(await client.identity.sessions({ issuerId }))),
    [client, run, issuerId],
  )
  useEffect(load, [load])
  const end = (sessionId: string) =>
    void run(async () => {
      await client.identity.endSession({ issuerId, sessionId })
      setSessions(await client.identity.sessions({ issuerId }))
    })
  return (
    <Section title={say.sessions}>
      <Card>
        <ul className={styles.list}>
          {sessions.map(({ id, current, handlerName, openedAt }) => (
            <li key={id}>
              <span>
                {[current ? say.sessionHere : say.sessionElsewhere, handlerName].filter(Boolean).join(' · ')}{' '}
                · {say.sessionSince(dateTimeOf(openedAt))}
              </span>
              {!current && (
                <Button
                  size="small"
                  disabled={pending}
                  aria-label={say.endSessionOf(dateTimeOf(openedAt))}
                  onClick={() => end(id)}
                >
                  {say.endSession}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <IdentityError report={error} />
      </Card>
    </Section>
  )
}
