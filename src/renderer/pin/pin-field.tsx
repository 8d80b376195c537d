import { Button } from 'antd'
import { halfWidth } from '../../shared/pin/new-pin.ts'
import { useAssistant } from '../live/use-live.tsx'
import styles from '../parts/secret-field.module.css'
import { SecretField, type SecretFieldProps } from '../parts/secret-field.tsx'
import { fullWidthCount } from './pin-rules.ts'

const FullWidthHelp = ({ value, onChange }: Pick<SecretFieldProps, 'value' | 'onChange'>) => {
  const { words } = useAssistant()
  const count = fullWidthCount(value)
  if (count === 0) return null
  return (
    <p className={styles.help}>
      {words.pin.fullWidth(count)}
      <Button size="small" onClick={() => onChange(halfWidth(value))}>
        {words.pin.toHalfWidth}
      </Button>
    </p>
  )
}

/** The field for a PIN. */
export const PinField = (props: SecretFieldProps) => {
  const { words } = useAssistant()
  return <SecretField {...props} most={64} reveal={words.pin} below={<FullWidthHelp {...props} />} />
}
