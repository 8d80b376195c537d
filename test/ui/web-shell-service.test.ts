import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openPage, site } from '../house/web-signing.ts'
import { clientOf, snapshotWhere } from './contract-client.ts'
import { startWebShell, type WebShellProcess } from './web-shell-process.ts'

vi.setConfig({ testTimeout: 60_000 })

let shell: WebShellProcess
beforeAll(async () => {
  shell = await startWebShell()
})
afterAll(async () => {
  await shell?.stop()
})

/** Our own port, whichever of the three is free on this machine. */
const isServing = ({ carriers }: { readonly carriers: readonly { readonly ports: readonly number[] }[] }) =>
  carriers.some(({ ports }) => ports.length > 0)

it('the built web shell serves pages once the person switches it on, and none after that', async () => {
  const { client, close } = await clientOf(shell.url)
  await snapshotWhere(client, ({ settled }) => settled)
  await client.webSigning.switchAll({ on: true })
  const { webSigning } = await snapshotWhere(client, (snapshot) => isServing(snapshot.webSigning))
  const port = webSigning.carriers.find(({ name }) => name === 'own')?.ports[0] ?? 0
  const page = await openPage(port)
  const asked = page.get({ ask: 'certificates' })
  const { prompt } = await snapshotWhere(client, (snapshot) => snapshot.prompt !== null)
  expect(prompt).toMatchObject({ kind: 'consent', purpose: 'connect', asker: { origin: site } })
  await client.prompt.answer({ kind: 'consent', promptId: prompt?.id ?? '', remember: true })
  expect(await asked).toEqual({ certificates: [] })
  const connected = await snapshotWhere(client, (snapshot) => snapshot.webSigning.sites.length > 0)
  expect(connected.webSigning.sites).toMatchObject([{ origin: site, remembered: true, connections: 1 }])
  expect(await client.webSigning.uses({})).toMatchObject([{ origin: site, purpose: 'connect' }])
  await client.webSigning.switchAll({ on: false })
  await page.closed
  expect(page.events).toContainEqual({ event: 'dismissed' })
  await expect(openPage(port)).rejects.toThrow()
  close()
})
