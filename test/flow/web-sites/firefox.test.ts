import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoSite } from '../../../demo-site/server.ts'
import { pageLine } from '../../../src/main/browser-extension/page-line.ts'
import { createRegistration } from '../../../src/main/browser-extension/registration.ts'
import { createRelay, type Relay } from '../../../src/main/browser-extension/relay.ts'
import { runCommand } from '../../../src/main/certificate-store/run-command.ts'
import { builtFile } from '../../built.ts'
import { openSiteHouse, type SiteHouse } from '../../house/web-signing.ts'
import { type Firefox, firefoxProgram, openFirefox } from './firefox.ts'
import { host, openDemoSite } from './stage.ts'

// Firefox signs in over WebSocket, HTTP and the extension, which is loaded for this run only.

const hasFirefox = existsSync(firefoxProgram)
if (!hasFirefox) console.log('skipped: Firefox is not installed (package firefox-esr)')

describe.skipIf(!hasFirefox)('a page in Firefox', () => {
  let house: SiteHouse
  let site: DemoSite
  let relay: Relay
  let firefox: Firefox
  beforeAll(async () => {
    house = await openSiteHouse('soft')
    site = await openDemoSite(house)
    const person = mkdtempSync(join(tmpdir(), 'person-'))
    mkdirSync(join(person, '.mozilla'))
    relay = createRelay({ home: house.home, log: () => {}, enter: pageLine(house.webSigning) })
    await relay.start()
    await createRegistration({
      ...{ home: house.home, platform: 'linux', userFolder: person, run: runCommand, env: {} },
      command: [process.execPath, builtFile('main', 'console.js'), 'native-messaging'],
    }).register()
    firefox = await openFirefox(host, person)
    await firefox.install(join(builtFile('extension', 'firefox', 'manifest.json'), '..'))
  })
  afterAll(async () => {
    await firefox?.close()
    relay?.stop()
    site?.close()
    await house?.end()
  })

  it.each(['websocket', 'http', 'extension'])('signs in over %s', async (via) => {
    const yes = house.sayYes()
    await firefox.goto(`${site.origin}/modern.html?port=${house.port()}&via=${via}`)
    await firefox.run("document.getElementById('connect').click()")
    expect(await firefox.until("document.getElementById('connected').textContent")).toBe(`已连接（${via}）`)
    await firefox.run("document.getElementById('sign-in').click()")
    expect(await firefox.until("document.getElementById('signed-in').textContent")).toContain(
      '服务器核对无误：',
    )
    yes.stop()
    const carrier = via === 'extension' ? 'extension' : 'own'
    expect(house.webSigning.uses(site.origin)[0]).toMatchObject({ carrier, purpose: 'sign-in' })
  })
})
