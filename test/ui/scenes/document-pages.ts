import { openDrawing, verifyDocument } from '../../../src/documents/index.ts'
import type { DocumentsService } from '../../../src/main/documents/handlers.ts'
import { AssistantError } from '../../../src/shared/errors/index.ts'
import { sample, sampleTrust } from '../../unit/documents/samples.ts'

/** The services of one file of the samples, drawn and verified as it is. */
export const drawnSample = (...[set, name]: Parameters<typeof sample>) => {
  const bytes = sample(set, name)
  const drawing = openDrawing(bytes)
  if (drawing.kind === 'none') throw new Error(`nothing is drawn: ${drawing.reason.code}`)
  const { kind, frame } = drawing
  const verdict = verifyDocument(bytes, sampleTrust)
  const services: Pick<DocumentsService, 'verdict' | 'drawing' | 'drawnPage' | 'drawnPart'> = {
    verdict: () => verdict,
    drawing: () => ({ kind, frame, version: '1', size: bytes.length, judged: true }),
    drawnPage: ({ page }) => {
      const drawn = drawing.kind === 'ofd' ? drawing.draw(page) : null
      if (drawn === null) throw new AssistantError('not-found')
      return drawn
    },
    drawnPart: ({ offset }) => bytes.subarray(offset).toString('base64'),
  }
  return { verdict, services }
}
