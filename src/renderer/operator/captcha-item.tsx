import { Form, Input } from 'antd'
import type { CaptchaToSolve } from './login-call.ts'
import styles from './operator.module.css'
import type { Words } from './words/zh-cn.ts'

type Props = { readonly captcha: CaptchaToSolve; readonly words: Words; readonly onRenew: () => void }

/** The picture as an image, never as markup. */
const pictureAddress = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`

/** The field that appears if the authority wants a captcha before it checks another password. */
export const CaptchaItem = ({ captcha, words, onRenew }: Props) => {
  const say = words.login
  const question = words.speaks === 'en' ? captcha.question.en : captcha.question.zh
  return (
    <Form.Item
      label={say.captcha}
      htmlFor="captcha"
      extra={<span id="captcha-question">{say.captchaQuestion(question)}</span>}
      required
    >
      <div className={styles.captcha}>
        <Form.Item
          name="captcha"
          noStyle
          rules={[{ required: true, whitespace: true, message: say.captchaNeeded }]}
        >
          <Input
            id="captcha"
            size="large"
            autoComplete="off"
            maxLength={32}
            aria-describedby="captcha-question"
          />
        </Form.Item>
        <button type="button" className={styles.picture} aria-label={say.captchaPicture} onClick={onRenew}>
          <img src={pictureAddress(captcha.svg)} alt="" />
        </button>
      </div>
    </Form.Item>
  )
}
