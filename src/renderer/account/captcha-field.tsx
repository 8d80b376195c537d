import { Button, Input } from 'antd'
import { Icon } from '../drawings/icon.tsx'
import { useAssistant } from '../live/use-live.tsx'
import { Field } from '../parts/field.tsx'
import { Ring } from '../parts/waiting.tsx'
import styles from './login.module.css'
import type { CaptchaState } from './use-captcha.ts'

type Props = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly fault: string | null
  readonly state: CaptchaState
}

/** The picture as an image, never as markup, because it comes from the authority. */
const pictureAddress = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`

export const CaptchaField = ({ value, onChange, fault, state }: Props) => {
  const { words } = useAssistant()
  const say = words.account
  const { captcha, renew } = state
  return (
    <Field
      label={say.captcha}
      fault={fault}
      hint={captcha?.question ? say.captchaQuestion(captcha.question) : undefined}
      hintStays
    >
      {(ties) => (
        <div className={styles.captcha}>
          <Input
            {...ties}
            name="captcha"
            size="large"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            autoComplete="off"
            maxLength={32}
          />
          <button type="button" className={styles.picture} aria-label={say.captchaPicture} onClick={renew}>
            {captcha ? <img src={pictureAddress(captcha.picture)} alt="" /> : <Ring />}
          </button>
          <Button
            className={styles.renew ?? ''}
            type="text"
            icon={<Icon name="refresh" size={16} />}
            onClick={renew}
          >
            {say.renewCaptcha}
          </Button>
        </div>
      )}
    </Field>
  )
}
