import { endWithApplication } from '../../../native/host/orphan-watch.ts'
import { parentPort } from '../../../native/host/parent-port.ts'
import { failureOf } from '../file-work/failure.ts'
import { createFileDrawing } from './draw-file.ts'
import { type DrawingAnswer, drawingQuestion } from './messages.ts'

// The process that reads files as pages. It is not the one that works on files, so that looking at a page never ends a
// job, and never waits for one.

const port = parentPort()
const answer = createFileDrawing()
const send = (message: DrawingAnswer): void => port.send(message)

port.onMessage((message) => {
  answer(drawingQuestion.parse(message)).then(send, (error) =>
    send({ say: 'failed', failure: failureOf(error) }),
  )
})
endWithApplication(Number(process.argv[2]), 1_000)
