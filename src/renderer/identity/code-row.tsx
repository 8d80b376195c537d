import { Button, Input } from 'antd'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { useNow } from '../live/use-now.ts'
import { Field } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import styles from './identity.module.css'
import type { Code } from './use-code.ts'

type Props = {
  readonly label: string
  /** Where the code goes, for those who do not see beside what the button stands. */
  readonly to: string
  readonly code: Code
  readonly fault: string | null
  readonly hint?: string | undefined
  /** The code can be sent: there is an address. */
  readonly send: () => void
}

const digitsOf = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^0-9]/g, '')
    .slice(0, 6)

/** The six digits of a message, and the button that has them sent, with the wait until they can be sent again. */
export const CodeRow = ({ label, to, code, fault, hint, send }: Props) => {
  const { words } = useAssistant()
  const say = words.identity.contact
  const { sent, sending } = code
  const isDemonstration = useIssuer()?.demonstration === true
  const now = useNow(sent !== null)
  const seconds = sent === null ? 0 : Math.ceil((Date.parse(sent.againAt) - now) / 1000)
  const act = seconds > 0 ? say.againIn(seconds) : say.send
  const below = sent && (sent.masked === null ? say.sentIfKnown : say.sent(sent.masked))
  const demonstration = sent && isDemonstration ? words.unlock.codeInDemonstration : undefined
  return (
    <Field label={label} hint={demonstration ?? below ?? hint} fault={fault}>
      {(ties) => (
        <div className={form.row}>
          <Input
            {...ties}
            className={styles.grow ?? ''}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code.code}
            onChange={({ target }) => code.set(digitsOf(target.value))}
          />
          <Button aria-label={say.sendTo(act, to)} disabled={sending.pending || seconds > 0} onClick={send}>
            {act}
          </Button>
          <Waiting active={sending.pending} words={say.sending} />
        </div>
      )}
    </Field>
  )
}
