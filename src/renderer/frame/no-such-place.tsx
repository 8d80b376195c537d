import { Button } from 'antd'
import { useAssistant } from '../live/use-live.tsx'
import { Note } from '../parts/note.tsx'
import { go } from '../place/use-place.ts'
import { Page } from './page.tsx'

/** An address that leads nowhere says so, instead of being another page. */
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
