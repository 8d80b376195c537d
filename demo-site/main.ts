// npm run demo-site [-- --home DIR] [--port N] [--trust FILE …]
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chooseHome } from '../src/main/shell/home.ts'
import { authorityOfFiles, demonstrationAuthority } from './authority.ts'
import { startDemoSite } from './server.ts'

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    port: { type: 'string', default: '8443' },
    trust: { type: 'string', multiple: true, default: [] },
  },
})
const home = chooseHome(values.home, {
  env: process.env,
  platform: process.platform,
  userFolder: homedir(),
})
const site = await startDemoSite({
  authority: values.trust.length > 0 ? authorityOfFiles(values.trust) : demonstrationAuthority(home),
  sdk: join(import.meta.dirname, '../out/site-sdk'),
  port: Number(values.port),
})
console.log(`演示网站：${site.origin}/`)
console.log('浏览器会警告一次，因为演示网站的证书是自己签发的。按 Ctrl+C 结束。')
