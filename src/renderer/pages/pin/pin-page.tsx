import { Page } from '../../frame/page.tsx'
import { useAssistant } from '../../live/use-live.tsx'
import { Card, Section } from '../../parts/card.tsx'
import styles from '../../parts/form.module.css'
import { MissingToken } from '../../parts/missing-token.tsx'
import { TokenLine } from '../../parts/token-line.tsx'
import { ChangeForm } from './change-form.tsx'
import { PinObstacle } from './pin-obstacle.tsx'
import { VerifyForm } from './verify-form.tsx'

/** 修改口令 and 验证口令 of one token. */
export const PinPage = ({ tokenId }: { readonly tokenId: string }) => {
  const { snapshot, words } = useAssistant()
  const token = snapshot.tokens.find(({ id }) => id === tokenId)
  const say = words.carePin
  if (!token)
    return (
      <Page title={say.change} narrow>
        <MissingToken />
      </Page>
    )
  const { pin } = token
  const usable = pin.initialised && !pin.locked && !pin.entryOnDevice
  return (
    <Page title={say.change} narrow>
      <div className={styles.column}>
        <Card>
          <TokenLine token={token} />
        </Card>
        {usable ? (
          <>
            <Card>
              <ChangeForm token={token} />
            </Card>
            <Section title={say.verify}>
              <Card>
                <VerifyForm token={token} />
              </Card>
            </Section>
          </>
        ) : (
          <PinObstacle token={token} />
        )}
      </div>
    </Page>
  )
}
