import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { createRaClient } from '../../shared/ra-contract/client.ts'
import { SealMark } from '../drawings/seal-mark.tsx'
import { Note } from '../parts/note.tsx'
import type { KeptSession } from './kept.ts'
import styles from './operator.module.css'
import { problemText } from './words/problem.ts'
import type { Words } from './words/zh-cn.ts'

type Props = {
  readonly words: Words
  readonly ended: boolean
  readonly onEnter: (kept: KeptSession) => void
  readonly onLanguage: () => void
}

type Fields = { readonly name: string; readonly password: string }

export const LoginPage = ({ words, ended, onEnter, onLanguage }: Props) => {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const say = words.login
  const logIn = async ({ name, password }: Fields) => {
    setBusy(true)
    try {
      const client = createRaClient({ url: location.origin })
      const { token, name: operator } = await client.operator.login({ name: name.trim(), password })
      onEnter({ token, name: operator })
    } catch (error) {
      setProblem(problemText(error, words))
      setBusy(false)
    }
  }
  return (
    <main className={styles.login}>
      <div className={styles.loginCard}>
        <SealMark size={44} />
        <h1>{words.title}</h1>
        <p className={styles.soft}>{words.product}</p>
        <p className={styles.lead}>{say.lead}</p>
        {ended && problem === null && <Note tone="info" title={say.ended} />}
        {problem !== null && <Note tone="bad" urgent title={problem} />}
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={logIn} className={styles.form ?? ''}>
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
