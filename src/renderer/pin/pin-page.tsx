import { Button } from 'antd'
import { useState } from 'react'
import { issuersOnToken } from '../../shared/issuers/issuer-rules.ts'
import type { PinOutcome, TokenView } from '../../shared/models/index.ts'
import { Page } from '../frame/page.tsx'
import { useFocusKept } from '../live/use-focus-kept.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card, Section } from '../parts/card.tsx'
import styles from '../parts/form.module.css'
import { go } from '../place/use-place.ts'
import { MissingToken } from '../tokens/missing-token.tsx'
import { TokenLine } from '../tokens/token-line.tsx'
import { ChangeForm } from './change-form.tsx'
import { OutcomeNote } from './outcome-note.tsx'
import { PinObstacle } from './pin-obstacle.tsx'
import { VerifyForm } from './verify-form.tsx'

const Changed = ({ outcome }: { readonly outcome: PinOutcome }) => {
  const { words } = useAssistant()
  const say = words.pin
  return (
    <OutcomeNote
      title={say.changed}
      meaning={say.changedMeaning}
      outcome={outcome}
      actions={
        <Button type="primary" onClick={() => go({ page: 'certificates' })}>
          {words.unlock.finish}
        </Button>
      }
    />
  )
}

const Forms = ({ token }: { readonly token: TokenView }) => {
  const { words } = useAssistant()
  const [outcome, setOutcome] = useState<PinOutcome | null>(null)
  useFocusKept(outcome ? 'changed' : 'form')
  if (outcome) return <Changed outcome={outcome} />
  const { initialised, locked, entryOnDevice } = token.pin
  if (!initialised || locked || entryOnDevice) return <PinObstacle token={token} />
  return (
    <>
      <Card>
        <ChangeForm token={token} changed={setOutcome} />
      </Card>
      <Section title={words.pin.verify}>
        <Card>
          <VerifyForm token={token} />
        </Card>
      </Section>
    </>
  )
}

/** 修改口令 and 验证口令 of one token. */
export const PinPage = ({ tokenId }: { readonly tokenId: string }) => {
  const { snapshot, words } = useAssistant()
  const token = snapshot.tokens.find(({ id }) => id === tokenId)
  return (
    <Page title={words.pin.change} narrow issuer={(token && issuersOnToken(snapshot, token)[0]) ?? null}>
      {token ? (
        <div className={styles.column}>
          <Card>
            <TokenLine token={token} />
          </Card>
          <Forms token={token} />
        </div>
      ) : (
        <MissingToken />
      )}
    </Page>
  )
}
