import { type FormEvent, type ReactNode, useState } from 'react'
import { type DossierKind, type DossierPurpose, dossierKinds } from '../../shared/identity/kinds.ts'
import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import { CaptchaField } from '../account/captcha-field.tsx'
import { useCaptcha } from '../account/use-captcha.ts'
import { Page } from '../frame/page.tsx'
import { useAction } from '../live/use-action.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Card } from '../parts/card.tsx'
import { Choices } from '../parts/choices.tsx'
import { FormFoot } from '../parts/foot.tsx'
import form from '../parts/form.module.css'
import { go } from '../place/use-place.ts'
import { IdentityError } from './identity-error.tsx'
import { UnderWay } from './under-way.tsx'

type FormProps = {
  readonly issuerId: string
  readonly purpose: Extract<DossierPurpose, 'registration' | 'appeal'>
  readonly lead: string
  readonly act: string
}

/** Which kind of user, and a captcha. */
const BeginForm = ({ issuerId, purpose, lead, act }: FormProps) => {
  const { client, words } = useAssistant()
  const say = words.identity
  const [kind, setKind] = useState<DossierKind>('person')
  const [answer, setAnswer] = useState('')
  const [checked, setChecked] = useState(false)
  const captcha = useCaptcha(issuerId)
  const action = useAction()
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    const captchaId = captcha.captcha?.id
    if (answer.trim() === '' || captchaId === undefined) return
    const begun = await action.run(async () => {
      const sent = { issuerId, purpose, kind, captchaId, captcha: answer.trim() }
      const { key } = await client.identity.begin(sent)
      go({ page: 'dossier', dossierKey: key })
    })
    if (begun) return
    setAnswer('')
    setChecked(false)
    captcha.renew()
  }
  return (
    <form className={form.column} onSubmit={submit} noValidate>
      <p>{lead}</p>
      <Choices
        legend={say.kindLegend}
        choices={dossierKinds.map((value) => ({
          value,
          title: say.kinds[value],
          meaning: say.kindMeanings[value],
        }))}
        chosen={kind}
        choose={setKind}
      />
      <IdentityError report={action.error ?? captcha.action.error} />
      <CaptchaField
        value={answer}
        onChange={setAnswer}
        fault={checked && answer.trim() === '' ? words.account.missing.captcha : null}
        state={captcha}
      />
      <FormFoot act={act} pending={action.pending} waiting={say.begin.starting} />
    </form>
  )
}

type Props = FormProps & { readonly title: string; readonly after?: ReactNode }

const BeginPage = ({ issuerId, title, ...rest }: Omit<Props, 'issuerId'> & { issuerId: string | null }) => {
  const { snapshot } = useAssistant()
  const issuer = issuerById(snapshot, issuerId) ?? snapshot.issuer
  return (
    <Page title={title} narrow issuer={issuer}>
      <UnderWay issuerId={issuer.id} owner={null} purposes={[rest.purpose]} />
      <Card>
        <BeginForm issuerId={issuer.id} {...rest} />
      </Card>
    </Page>
  )
}

type PageProps = { readonly issuerId: string | null }

/** 注册. */
export const RegistrationPage = ({ issuerId }: PageProps) => {
  const say = useAssistant().words.identity
  return (
    <BeginPage
      issuerId={issuerId}
      title={say.titles.registration}
      purpose="registration"
      lead={say.begin.registrationLead}
      act={say.begin.start}
    />
  )
}

/** 人工申诉. */
export const AppealPage = ({ issuerId }: PageProps) => {
  const say = useAssistant().words.identity
  return (
    <BeginPage
      issuerId={issuerId}
      title={say.titles.appeal}
      purpose="appeal"
      lead={say.appeal.meaning}
      act={say.appeal.start}
    />
  )
}
