import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import {
  type Faults,
  isFaultless,
  personFaults,
  personOf,
  phoneFault,
  plainPhone,
  textFault,
} from '../../shared/identity/faults.ts'
import type { HandlerForm } from '../../shared/identity/form.ts'
import { Icon } from '../drawings/icon.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Choices } from '../parts/choices.tsx'
import { isCode } from '../parts/code-field.tsx'
import { Foot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { CodeRow } from './code-row.tsx'
import styles from './identity.module.css'
import { IdentityError } from './identity-error.tsx'
import { MomentForm } from './moment-form.tsx'
import { NewPasswordFields, newPasswordFaults, noPassword } from './new-password-fields.tsx'
import { PersonFields } from './person-fields.tsx'
import { refusedFaults } from './refused-field.ts'
import { today } from './today.ts'
import { TypedField } from './typed-field.tsx'
import { useCode } from './use-code.ts'
import type { OpenDossier } from './use-dossier.ts'

type Props = { readonly dossier: OpenDossier; readonly aside: ReactNode }

const addressFault = ({ how, login, phone }: HandlerForm) =>
  how === 'new' ? phoneFault(phone) : textFault(login, 64)

const askedOf = ({ how, login, phone }: HandlerForm) =>
  how === 'new' ? { how, phone: plainPhone(phone) } : { how, login: login.trim() }

const useHandler = (dossier: OpenDossier) => {
  const { client, words } = useAssistant()
  const { key, form: typed, setForm, adopt, next } = dossier
  const { handler } = typed
  const [checked, setChecked] = useState(false)
  const [asked, setAsked] = useState(false)
  const [password, setPassword] = useState(noPassword)
  const action = useAction()
  const code = useCode(() => client.identity.askHandler({ key, handler: askedOf(handler) }))
  const isNew = handler.how === 'new'
  const found: Faults = isNew ? personFaults(handler.person, today()) : {}
  const known = [plainPhone(handler.phone), handler.person.document.number, handler.person.name]
  const secrets = newPasswordFaults(password, known, words.identity.password)
  const lacks = addressFault(handler) !== null || !isCode(code.code)
  const isFaulty = lacks || !isFaultless(found) || (isNew && (secrets.first ?? secrets.second) !== null)
  return {
    ...{ handler, checked, asked, password, setPassword, action, code, isNew, found, known },
    set: (change: Partial<HandlerForm>) => {
      action.clear()
      setForm({ ...typed, handler: { ...handler, ...change } })
    },
    /** Another person gets another code. */
    setAddress: (change: Partial<HandlerForm>) => {
      code.forget()
      action.clear()
      setForm({ ...typed, handler: { ...handler, ...change } })
    },
    send: () => {
      setAsked(true)
      if (addressFault(handler) === null) void code.send()
    },
    submit: () => {
      setChecked(true)
      if (isFaulty) return
      const more = isNew ? { person: personOf(handler.person), password: password.first } : {}
      void action.run(async () => {
        adopt(await client.identity.bindHandler({ key, code: code.code, ...more }))
        setPassword(noPassword)
        next()
      })
    },
  }
}

/** The handler who is bound already, and the way to another one. */
const Bound = ({ dossier, aside, another }: Props & { readonly another: () => void }) => {
  const { words } = useAssistant()
  const say = words.identity.handler
  const { handler } = dossier.view.standing
  if (handler === null) return null
  return (
    <>
      <div className={form.row}>
        <span className={styles.good}>
          <Icon name="checkCircle" size={18} />
          {say.bound(handler.name, handler.maskedPhone)}
        </span>
        <Button size="small" onClick={another}>
          {say.another}
        </Button>
      </div>
      <Foot aside={aside}>
        <Button type="primary" size="large" onClick={dossier.next}>
          {words.identity.next}
        </Button>
      </Foot>
    </>
  )
}

const Binding = ({ dossier, aside }: Props) => {
  const { words } = useAssistant()
  const say = words.identity.handler
  const state = useHandler(dossier)
  const { handler, checked, asked, code, isNew, found, action, set, setAddress } = state
  const shown = { ...refusedFaults(action.error), ...(checked ? found : {}) }
  const fault = checked || asked ? (addressFault(handler) ?? undefined) : undefined
  return (
    <MomentForm
      act={say.bind}
      waiting={say.binding}
      action={action}
      faults={checked ? Object.keys(found).length : 0}
      aside={aside}
      submit={state.submit}
    >
      <Choices
        legend={say.legend}
        choices={(['registered', 'new'] as const).map((value) => ({
          value,
          title: say.how[value],
          meaning: say.howMeanings[value],
        }))}
        chosen={handler.how}
        choose={(how) => setAddress({ how })}
      />
      {dossier.view.kind === 'agency' && <p className={form.soft}>{say.agencyRules}</p>}
      {isNew && (
        <PersonFields
          legend={words.identity.moments.handler}
          person={handler.person}
          faults={shown}
          change={(person) => set({ person })}
        />
      )}
      <div className={form.fields}>
        <TypedField
          label={isNew ? say.phone : say.login}
          value={isNew ? handler.phone : handler.login}
          fault={fault}
          most={64}
          mode={isNew ? 'tel' : 'text'}
          change={(text) => setAddress(isNew ? { phone: text } : { login: text })}
        />
        <CodeRow
          label={say.code}
          to={isNew ? say.phone : say.login}
          code={code}
          fault={checked && !isCode(code.code) ? words.identity.contact.codeMissing : null}
          hint={say.codeHint}
          send={state.send}
        />
      </div>
      <IdentityError report={code.sending.error} />
      {isNew && (
        <NewPasswordFields
          password={state.password}
          known={state.known}
          checked={checked}
          hint={say.own}
          change={state.setPassword}
        />
      )}
    </MomentForm>
  )
}

/** 绑定经办人: a registered person, or one who is registered on the spot. */
export const HandlerMoment = (props: Props) => {
  const [another, setAnother] = useState(false)
  const { standing } = props.dossier.view
  const isBound = standing.handler !== null && !standing.missing.includes('handler')
  return isBound && !another ? <Bound {...props} another={() => setAnother(true)} /> : <Binding {...props} />
}
