import { issuerById } from '../../shared/issuers/issuer-rules.ts'
import { Page } from '../frame/page.tsx'
import type { Client } from '../live/client.ts'
import { useAssistant } from '../live/use-live.tsx'
import { ErrorNote } from '../parts/error-note.tsx'
import { Hotlines, OnlineServices } from './hotlines.tsx'
import { Questions } from './questions.tsx'
import { ServicePoints } from './service-points.tsx'
import { useHelp } from './use-help.ts'

const allContacts = (help: Client['help']) => help.contacts()

const Contacts = () => {
  const { snapshot } = useAssistant()
  const { found, error } = useHelp(allContacts)
  if (error) return <ErrorNote report={error} />
  const contacts = (found ?? []).flatMap((contact) => {
    const issuer = issuerById(snapshot, contact.issuerId)
    // The demonstration runs on this computer, where nobody answers a phone.
    return issuer === null || issuer.demonstration ? [] : [{ issuer, contact }]
  })
  if (found === null) return null
  return (
    <>
      <Hotlines contacts={contacts} />
      <OnlineServices contacts={contacts} />
      <ServicePoints contacts={contacts} />
    </>
  )
}

/** 用户服务: questions and answers, and where the authorities can be reached. */
export const ServicePage = ({ search }: { readonly search: string | null }) => {
  const { words } = useAssistant()
  return (
    <Page title={words.help.title}>
      <Questions first={search ?? ''} />
      <Contacts />
    </Page>
  )
}
