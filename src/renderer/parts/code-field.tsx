import { Input } from 'antd'
import { useIssuer } from '../issuers/use-issuer.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from './field.tsx'

type Props = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly checked: boolean
  readonly autoFocus?: boolean
}

export const isCode = (code: string): boolean => /^[0-9]{6}$/.test(code)

/** The digits of a text, in half width whatever the input method gives. */
const digitsOf = (text: string): string =>
  text
    .replace(/[\uff10-\uff19]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[^0-9]/g, '')
    .slice(0, 6)

/** A field for the six digits of a message. */
export const CodeField = ({ value, onChange, checked, autoFocus = false }: Props) => {
  const { words } = useAssistant()
  const issuer = useIssuer()
  const say = words.unlock
  const hint = issuer?.demonstration ? say.codeInDemonstration : say.codeHint
  return (
    <Field label={say.code} fault={checked && !isCode(value) ? say.codeWrong : null} hint={hint}>
      {(ties) => (
        <Input
          {...ties}
          name="code"
          size="large"
          autoFocus={autoFocus}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={value}
          onChange={(event) => onChange(digitsOf(event.target.value))}
        />
      )}
    </Field>
  )
}
