import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { SealMark } from '../drawings/seal-mark.tsx'
import { Note } from '../parts/note.tsx'
import { CaptchaItem } from './captcha-item.tsx'
import type { KeptSession } from './kept.ts'
import { type CaptchaToSolve, isCaptchaWanted, type LoginFields, logInAs, newCaptcha } from './login-call.ts'
import styles from './operator.module.css'
import { problemText } from './words/problem.ts'
import type { Words } from './words/zh-cn.ts'

type Props = {
  readonly words: Words
  readonly ended: boolean
  readonly onEnter: (kept: KeptSession) => void
  readonly onLanguage: () => void
}

export const LoginPage = ({ words, ended, onEnter, onLanguage }: Props) => {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [captcha, setCaptcha] = useState<CaptchaToSolve | null>(null)
  const [form] = Form.useForm<LoginFields>()
  const say = words.login
  /** Each captcha is good for one answer. */
  const renewCaptcha = async () => {
    setCaptcha(await newCaptcha())
    form.setFieldValue('captcha', undefined)
  }
  const logIn = async (fields: LoginFields) => {
    setBusy(true)
    try {
      onEnter(await logInAs(fields, captcha))
    } catch (error) {
      setProblem(problemText(error, words))
      if (captcha !== null || isCaptchaWanted(error)) await renewCaptcha().catch(tellProblem)
      setBusy(false)
    }
  }
  const tellProblem = (error: unknown) => setProblem(problemText(error, words))
  return (
    <main className={styles.login}>
      <div className={styles.loginCard}>
        <SealMark size={44} />
        <h1>{words.title}</h1>
        <p className={styles.soft}>{words.product}</p>
        <p className={styles.lead}>{say.lead}</p>
        {ended && problem === null && <Note tone="info" title={say.ended} />}
        {problem !== null && <Note tone="bad" urgent title={problem} />}
        <Form<LoginFields>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={logIn}
          className={styles.form ?? ''}
        >
          <Form.Item
            name="name"
            label={say.name}
            rules={[{ required: true, whitespace: true, message: say.nameNeeded }]}
          >
            <Input autoComplete="username" autoFocus maxLength={64} />
          </Form.Item>
          <Form.Item
            name="password"
            label={say.password}
            rules={[{ required: true, message: say.passwordNeeded }]}
          >
            <Input.Password autoComplete="current-password" maxLength={128} />
          </Form.Item>
          {captcha !== null && (
            <CaptchaItem
              captcha={captcha}
              words={words}
              onRenew={() => void renewCaptcha().catch(tellProblem)}
            />
          )}
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {say.act}
          </Button>
        </Form>
        <Button type="link" onClick={onLanguage}>
          {words.language}
        </Button>
      </div>
    </main>
  )
}
