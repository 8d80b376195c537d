import { Form, Input, type InputProps } from 'antd'
import type { CaptchaToSolve } from './login-call.ts'
import styles from './operator.module.css'
import type { Words } from './words/zh-cn.ts'

type Props = { readonly captcha: CaptchaToSolve; readonly words: Words; readonly onRenew: () => void }

/** The picture as an image, never as markup. */
const pictureAddress = (svg: string): string => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`

const questionId = 'captcha-question'

/** The form names its own message of what is wrong here; the question stays beside it. */
const Answer = ({ 'aria-describedby': wrong, ...rest }: InputProps) => (
  <Input {...rest} aria-describedby={wrong === undefined ? questionId : `${wrong} ${questionId}`} />
)

/** The field that appears if the authority wants a captcha before it checks another password. */
export const CaptchaItem = ({ captcha, words, onRenew }: Props) => {
  const say = words.login
  const question = words.speaks === 'en' ? captcha.question.en : captcha.question.zh
  return (
    <Form.Item
      label={say.captcha}
      htmlFor="captcha"
      extra={<span id={questionId}>{say.captchaQuestion(question)}</span>}
      required
    >
      <div className={styles.captcha}>
        <Form.Item
          name="captcha"
          noStyle
          rules={[{ required: true, whitespace: true, message: say.captchaNeeded }]}
        >
          <Answer id="captcha" size="large" autoComplete="off" maxLength={32} />
        </Form.Item>
        <button type="button" className={styles.picture} aria-label={say.captchaPicture} onClick={onRenew}>
          <img src={pictureAddress(captcha.svg)} alt="" />
        </button>
      </div>
    </Form.Item>
  )
}
