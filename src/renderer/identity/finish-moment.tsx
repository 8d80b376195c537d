import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { isReviewed, needsPassword } from '../../shared/identity/kinds.ts'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import form from '../parts/form.module.css'
import { Waiting } from '../parts/waiting.tsx'
import { AgreementField } from './agreement-field.tsx'
import { rowsOf } from './finish-rows.ts'
import { MomentForm } from './moment-form.tsx'
import { NewPasswordFields, newPasswordFaults, noPassword } from './new-password-fields.tsx'
import type { OpenDossier } from './use-dossier.ts'
import { useRules } from './use-rules.ts'

type Props = { readonly dossier: OpenDossier; readonly aside: ReactNode }

/** Everything that will be submitted, each part with the way back to it. */
const Summary = ({ dossier }: Pick<Props, 'dossier'>) => {
  const { words } = useAssistant()
  const say = words.identity.finish
  const facts = rowsOf(dossier, words).map(
    ({ name, value, moment }): Fact => ({
      name,
      value: (
        <>
          {value}{' '}
          {moment && (
            <Button
              className={form.flush ?? ''}
              type="link"
              size="small"
              aria-label={`${say.change} ${name}`}
              onClick={() => dossier.to(moment)}
            >
              {say.change}
            </Button>
          )}
        </>
      ),
    }),
  )
  return <Facts facts={facts} />
}

/** What the account is called by, which its password must not contain. */
const knownOf = ({ form: { person, entity, phone } }: OpenDossier): readonly string[] => [
  person.name,
  person.document.number,
  entity.name,
  entity.creditCode,
  phone,
]

/** The summary, the agreement and, for a new account, the password. */
export const FinishMoment = ({ dossier, aside }: Props) => {
  const { client, words } = useAssistant()
  const say = words.identity.finish
  const { key, view, form: typed, setForm, adopt } = dossier
  const { rules, error, load } = useRules()
  const [password, setPassword] = useState(noPassword)
  const [checked, setChecked] = useState(false)
  const action = useAction()
  const withPassword = needsPassword(view)
  const known = knownOf(dossier)
  const faults = newPasswordFaults(password, known, words.identity.password)
  const agreed = rules !== null && typed.agreementVersion === rules.agreement.version
  const submit = () => {
    setChecked(true)
    if (!agreed || (withPassword && (faults.first ?? faults.second) !== null)) return
    const agreementVersion = rules.agreement.version
    const secret = withPassword ? { password: password.first } : {}
    void action.run(async () => {
      adopt(await client.identity.submit({ key, agreementVersion, ...secret }))
      setPassword(noPassword)
    })
  }
  return (
    <MomentForm
      act={say.submit}
      waiting={say.submitting}
      action={action}
      faults={0}
      aside={aside}
      submit={submit}
    >
      <h2 className={form.lead}>{say.title}</h2>
      <Summary dossier={dossier} />
      {isReviewed(view) && rules && <p>{say.review(rules.reviewDays.from, rules.reviewDays.to)}</p>}
      {withPassword && (
        <NewPasswordFields password={password} known={known} checked={checked} change={setPassword} />
      )}
      {rules ? (
        <AgreementField
          text={rules.agreement}
          accepted={typed.agreementVersion}
          checked={checked}
          accept={(agreementVersion) => setForm({ ...typed, agreementVersion })}
        />
      ) : error ? (
        <ErrorNote report={error} actions={<Button onClick={load}>{words.frame.retry}</Button>} />
      ) : (
        <Waiting active words={words.identity.agreement.loading} />
      )}
    </MomentForm>
  )
}
