import { app, session, shell, type WebContents } from 'electron'
import { isOwnPage, pageAddress } from './pages.ts'

/** Whether the address may go to the system's browser: only encrypted web pages, nothing that starts a program. */
const forBrowser = (address: string): boolean => URL.parse(address)?.protocol === 'https:'

/** A page may load itself again, and go nowhere else. */
const mayNavigate = (address: string): boolean =>
  isOwnPage(address) && URL.parse(address)?.pathname === URL.parse(pageAddress())?.pathname

const guardContents = (contents: WebContents): void => {
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (forBrowser(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** The only thing a page of ours asks the browser for is to copy to the clipboard. */
const grants = (permission: string, from: string): boolean =>
  permission === 'clipboard-sanitized-write' && isOwnPage(from)

/** Refuses, in every window that will ever be made, whatever a page tries beyond its own address. */
export const guardEverything = (): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(grants(permission, details.requestingUrl)),
  )
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) => grants(permission, origin))
  defaultSession.setDevicePermissionHandler(() => false)
}
