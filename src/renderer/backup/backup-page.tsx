import { useState } from 'react'
import { assertNever } from '../../shared/assert-never.ts'
import { Page } from '../frame/page.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import styles from '../parts/form.module.css'
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

type Props = { readonly tokenId: string | null; readonly first?: Kind }

/** Backup, move and restore of soft certificates, and old .pfx files. */
export const BackupPage = ({ tokenId, first }: Props) => {
  const { snapshot, words } = useAssistant()
  const say = words.backup
  const hasSoft = snapshot.tokens.some((token) => token.kind === 'soft')
  const [kind, choose] = useState<Kind>(first ?? (hasSoft ? 'backup' : 'restore'))
  return (
    <Page title={say.title} narrow>
      <Card>
        <div className={styles.column}>
          <Choices
            legend={say.what}
            choices={kinds.map((one) => ({ value: one, ...say.kinds[one] }))}
            chosen={kind}
            choose={choose}
          />
          <Form kind={kind} tokenId={tokenId} />
        </div>
      </Card>
    </Page>
  )
}
