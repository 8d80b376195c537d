import { Button } from 'antd'
import { useState } from 'react'
import { emailFault, type Fault, phoneFault, plainEmail, plainPhone } from '../../shared/identity/faults.ts'
import { Icon } from '../drawings/icon.tsx'
import { type Action, useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { isCode } from '../parts/code-field.tsx'
import form from '../parts/form.module.css'
import { CodeRow } from './code-row.tsx'
import styles from './identity.module.css'
import { IdentityError } from './identity-error.tsx'
import { TypedField } from './typed-field.tsx'
import { type Code, useCode } from './use-code.ts'
import type { OpenDossier } from './use-dossier.ts'

type Channel = 'sms' | 'mail'

export type Proof = {
  readonly channel: Channel
  readonly address: string
  readonly fault: Fault | null
  readonly code: Code
  readonly proving: Action
  /** Proved and masked; null while it is not, or while another one is typed. */
  readonly proved: string | null
  type(address: string): void
  send(): void
  another(): void
  /** Gives the code back, unless it is proved already. Resolves to whether it is proved now. */
  prove(): Promise<boolean>
}

/** Whether codes sent to this address come back: the phone or mail address of a dossier. */
export const useProof = (dossier: OpenDossier, channel: Channel): Proof => {
  const { client } = useAssistant()
  const { key, view, form, setForm, adopt } = dossier
  const [other, setOther] = useState(false)
  const [wanted, setWanted] = useState(false)
  const proving = useAction()
  const name = channel === 'sms' ? 'phone' : 'email'
  const address = form[name]
  const fault = channel === 'sms' ? phoneFault(address) : emailFault(address)
  const plain = channel === 'sms' ? plainPhone(address) : plainEmail(address)
  const code = useCode(() => client.identity.sendCode({ key, contact: { channel, address: plain } }))
  const done = view.standing.missing.includes(name) ? null : view.standing[name]
  const proved = other ? null : done
  return {
    channel,
    address,
    fault: wanted || code.sent !== null ? fault : null,
    code,
    proving,
    proved,
    type: (text) => {
      // A code that went to another address proves nothing about this one.
      code.forget()
      proving.clear()
      setForm({ ...form, [name]: text })
    },
    send: () => {
      setWanted(true)
      proving.clear()
      if (fault === null) void code.send()
    },
    another: () => setOther(true),
    prove: async () => {
      if (proved !== null) return true
      setWanted(true)
      if (fault !== null || !isCode(code.code)) return false
      return proving.run(async () => {
        adopt(await client.identity.proveContact({ key, channel, code: code.code }))
        setOther(false)
        code.forget()
      })
    },
  }
}

type Props = { readonly proof: Proof; readonly label: string; readonly checked: boolean }

/** An address with the code that proves it. What is wrong stands at its own field, refusals below the two. */
export const ContactProof = ({ proof, label, checked }: Props) => {
  const say = useAssistant().words.identity.contact
  const { channel, address, fault, code, proving, proved } = proof
  const codeLabel = channel === 'sms' ? say.phoneCode : say.emailCode
  if (proved !== null)
    return (
      <div className={form.row}>
        <span className={styles.good}>
          <Icon name="checkCircle" size={18} />
          {label} {say.proved(proved)}
        </span>
        <Button size="small" aria-label={say.changeFor(label)} onClick={proof.another}>
          {say.change}
        </Button>
      </div>
    )
  const lacks = checked && !isCode(code.code)
  return (
    <div className={styles.proof}>
      <div className={form.fields}>
        <TypedField
          label={label}
          value={address}
          fault={fault ?? undefined}
          mode={channel === 'sms' ? 'tel' : 'email'}
          most={254}
          change={proof.type}
        />
        <CodeRow
          label={codeLabel}
          to={label}
          code={code}
          fault={lacks ? (code.sent ? say.codeMissing : say.missing) : null}
          send={proof.send}
        />
      </div>
      <IdentityError report={proving.error ?? code.sending.error} />
    </div>
  )
}
