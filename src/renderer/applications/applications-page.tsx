import { Page } from '../frame/page.tsx'
import { demonstrationOf } from '../issuers/demonstration-of.ts'
import { useAssistant } from '../live/use-live.tsx'
import { Section } from '../parts/card.tsx'
import { RefreshButton } from '../parts/refresh-button.tsx'
import { AddButtons } from './add-dialogs.tsx'
import { Pinned } from './pinned.tsx'
import { Recommended } from './recommended.tsx'

/** 我的应用: what the person has pinned, and what can be added. */
export const ApplicationsPage = () => {
  const { snapshot, words } = useAssistant()
  const say = words.applications
  return (
    <Page title={say.title} issuer={demonstrationOf(snapshot)} action={<RefreshButton />}>
      <Section title={say.list}>
        <Pinned />
        <AddButtons />
      </Section>
      <Section title={say.recommended}>
        <Recommended />
      </Section>
    </Page>
  )
}
