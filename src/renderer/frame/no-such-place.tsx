import { Button } from 'antd'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { Page } from './page.tsx'

/** Shown for an address that leads nowhere, instead of another page. */
export const NoSuchPlace = () => {
  const { words } = useAssistant()
  const say = words.frame.nowhere
  return (
    <Page title={say.title} narrow>
      <Note
        tone="plain"
        title={say.happened}
        actions={
          <Button type="primary" onClick={() => go({ page: 'home' })}>
            {say.home}
          </Button>
        }
      >
        <p>{say.next}</p>
      </Note>
    </Page>
  )
}
