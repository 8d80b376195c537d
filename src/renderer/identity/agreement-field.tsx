import { Button } from 'antd'
import { useCallback, useState } from 'react'
import type { IdentityRules } from '../../shared/models/index.ts'
import { useAssistant } from '../live/use-live.tsx'
import { FaultLine } from '../parts/field.tsx'
import form from '../parts/form.module.css'
import { ReadToEnd } from '../parts/read-to-end.tsx'
import styles from './identity.module.css'

type Agreement = IdentityRules['agreement']

type Props = {
  readonly text: Agreement
  /** The version that was accepted; null if none was. */
  readonly accepted: string | null
  readonly checked: boolean
  readonly accept: (version: string | null) => void
}

/** 用户服务协议. It can be accepted once it was opened and its end was in view. */
export const AgreementField = ({ text, accepted, checked, accept }: Props) => {
  const say = useAssistant().words.identity.agreement
  const [open, setOpen] = useState(false)
  const [read, setRead] = useState(false)
  const atEnd = useCallback(() => setRead(true), [])
  const ticked = accepted === text.version
  return (
    <div className={styles.proof}>
      {!open && (
        <div>
          <Button onClick={() => setOpen(true)}>{say.open(text.title)}</Button>
        </div>
      )}
      {open && (
        <ReadToEnd
          head={<span className={form.soft}>{say.version(text.version)}</span>}
          say={say}
          atEnd={atEnd}
        >
          {text.paragraphs.map((paragraph, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an authority may say the same twice
            <p key={index}>{paragraph}</p>
          ))}
        </ReadToEnd>
      )}
      <label className={form.tick}>
        <input
          type="checkbox"
          checked={ticked}
          disabled={!read && !ticked}
          onChange={({ target }) => accept(target.checked ? text.version : null)}
        />
        <span>
          {say.accept(text.title)}
          {!read && !ticked && <small>{say.scroll}</small>}
        </span>
      </label>
      {checked && !ticked && (
        <div role="alert">
          <FaultLine>{say.missing}</FaultLine>
        </div>
      )}
    </div>
  )
}
