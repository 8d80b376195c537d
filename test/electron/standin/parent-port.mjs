// In a utility process messages come through process.parentPort, so the channel of Node's fork is hidden.
import { EventEmitter } from 'node:events'

// A utility process ends with its application.
process.once('disconnect', () => process.exit(0))

const port = new EventEmitter()
const send = process.send.bind(process)
// A message to an application that has ended is lost, and nobody is told.
port.postMessage = (message) => void send(message, () => undefined)
port.start = () => undefined
port.once('newListener', () =>
  setImmediate(() => process.on('message', (data) => port.emit('message', { data, ports: [] }))),
)
Object.defineProperty(process, 'parentPort', { value: port })
Object.defineProperty(process, 'send', { value: undefined })
