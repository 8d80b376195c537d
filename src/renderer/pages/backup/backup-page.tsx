import { useId, useState } from 'react'
import { assertNever } from '../../../shared/assert-never.ts'
import { Page } from '../../frame/page.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Card } from '../../parts/card.tsx'
import styles from '../../parts/form.module.css'
import { CreateForm } from './create-form.tsx'
import { TakeInForm } from './take-in-form.tsx'

type Kind = 'backup' | 'move' | 'restore' | 'pfx'
const kinds: readonly Kind[] = ['backup', 'move', 'restore', 'pfx']

const Form = ({ kind, tokenId }: { readonly kind: Kind; readonly tokenId: string | null }) => {
  switch (kind) {
    case 'backup':
    case 'move':
      return <CreateForm key={kind} move={kind === 'move'} cameFrom={tokenId} />
    case 'restore':
    case 'pfx':
      return <TakeInForm key={kind} kind={kind} />
    default:
      return assertNever(kind)
  }
}

/** Backup, move and restore of soft certificates, and old .pfx files. */
export const BackupPage = ({ tokenId }: { readonly tokenId: string | null }) => {
  const { snapshot, words } = useAssistant()
  const say = words.careBackup
  const name = useId()
  const hasSoft = snapshot.tokens.some((token) => token.kind === 'soft')
  const [kind, choose] = useState<Kind>(hasSoft ? 'backup' : 'restore')
  return (
    <Page title={say.title} narrow>
      <Card>
        <div className={styles.column}>
          <fieldset className={styles.choices}>
            <legend>{say.what}</legend>
            {kinds.map((one) => (
              <label key={one} className={styles.choice}>
                <input type="radio" name={name} checked={kind === one} onChange={() => choose(one)} />
                <span>
                  <strong>{say.kinds[one].title}</strong>
                  <small>{say.kinds[one].meaning}</small>
                </span>
              </label>
            ))}
          </fieldset>
          <Form kind={kind} tokenId={tokenId} />
        </div>
      </Card>
    </Page>
  )
}
