import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import type { SiteScopes } from '../../shared/models/index.ts'
import { isWebOrigin } from '../../shared/prompt/origin.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Field } from '../parts/field.tsx'
import styles from './web-signing.module.css'

const usual: SiteScopes = { certificates: true, signIn: 'ask', sign: 'ask' }

/** What a person copies from the address bar, as an origin; null if it is none. */
const originIn = (text: string): string | null => {
  const url = URL.parse(text.trim())
  return url !== null && isWebOrigin(url.origin) ? url.origin : null
}

/** Allows a site before it asks, for example on the word of an administrator. */
export const AddSite = () => {
  const { client, words } = useAssistant()
  const say = words.webSigning
  const { error, pending, run } = useAction()
  const [text, setText] = useState('')
  const [invalid, setInvalid] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const origin = originIn(text)
    setInvalid(origin === null)
    if (origin === null) return
    if (await run(() => client.webSigning.approve({ origin, scopes: usual }))) setText('')
  }
  return (
    <form className={styles.add} onSubmit={(event) => void add(event)} noValidate>
      <Field label={say.add} hint={say.addressExample} fault={invalid ? say.addressInvalid : null}>
        {(ties) => (
          <Input {...ties} value={text} onChange={({ target }) => setText(target.value)} inputMode="url" />
        )}
      </Field>
      <Button htmlType="submit" disabled={pending || text.trim() === ''}>
        {say.allow}
      </Button>
      {error && <ErrorNote report={error} />}
    </form>
  )
}
