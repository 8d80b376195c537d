import { extensionGreeting, type FromExtension } from '../shared/web-signing/extension-wire.ts'
import { runtime } from './browser-api.ts'

// Stands in every page and does nothing until the page asks for a line. It cannot change what the page says or who the
// page is: the browser tells the other half of the extension the page's origin.

const isGreeting = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  Object.entries(extensionGreeting).every(
    ([name, value]) => (data as Record<string, unknown>)[name] === value,
  )

const join = (page: MessagePort): void => {
  const line = runtime.connect()
  const say = (message: FromExtension): void => page.postMessage(message)
  let open = true
  line.onMessage.addListener((message: unknown) => page.postMessage(message))
  line.onDisconnect.addListener(() => {
    open = false
    say({ extension: 'not-running' })
  })
  page.onmessage = ({ data }) => {
    if (!open) return
    if (data?.extension === 'close') line.disconnect()
    else line.postMessage({ text: JSON.stringify(data) })
  }
  say({ extension: 'here' })
}

window.addEventListener('message', (event) => {
  // Only the page itself may ask: a frame in it, or the page around it, has an extension script of its own.
  if (event.source !== window || event.origin !== self.origin || !isGreeting(event.data)) return
  const [page] = event.ports
  if (page === undefined) return
  event.stopImmediatePropagation()
  join(page)
})
