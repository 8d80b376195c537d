import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import {
  DocumentPages,
  type PagesSource,
  type Placement,
} from '../../../src/renderer/documents/page-picture/document-pages.tsx'
import { clientOver } from '../../../src/renderer/live/client.ts'
import { AssistantProvider } from '../../../src/renderer/live/use-live.tsx'
import { ThemeProvider } from '../../../src/renderer/theme/theme-provider.tsx'
import { duplexOver } from '../../../src/shared/channel/duplex.ts'
import { documentFrame, pageDrawing } from '../../../src/shared/documents/drawing-contract.ts'
import { snapshotWith } from '../../world.ts'
import type { ShownDocument } from './shown.ts'

// The component under the product's policy, theme and words, without a page around it.

z.config({ jitless: true })

const element = document.getElementById('root')
const root = element && createRoot(element)
const client = clientOver(duplexOver(() => {}).duplex)
const placements: unknown[] = []
const onPlace = (placement: Placement) => void placements.push(placement)

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

const sourceOf = ({ source }: ShownDocument): PagesSource =>
  source.kind === 'pdf'
    ? { kind: 'pdf', bytes: bytesOf(source.base64) }
    : { kind: 'ofd', page: async (number) => pageDrawing.parse(source.drawings[number]) }

let shows = 0

const showDocument = (shown: ShownDocument) => {
  const { pages, stamps } = documentFrame.parse(shown.frame)
  const { verdicts, seal, language = 'zh-CN', theme = 'light' } = shown
  const snapshot = snapshotWith({})
  const settings = { ...snapshot.settings, language, theme }
  shows += 1
  root?.render(
    <ThemeProvider choice={theme} language={language}>
      <AssistantProvider
        snapshot={{ ...snapshot, settings, revision: 1, at: new Date(0).toISOString() }}
        client={client}
      >
        <main data-show={shows} style={{ padding: 16 }}>
          <h1 className="unseen">文档</h1>
          <DocumentPages
            key={shows}
            pages={pages}
            source={sourceOf(shown)}
            stamps={stamps}
            verdicts={verdicts}
            {...(seal === undefined ? {} : { seal, onPlace })}
          />
        </main>
      </AssistantProvider>
    </ThemeProvider>,
  )
}

Object.assign(window, { showDocument, placements })
